using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Tests.Membership;

public sealed class LocalHealthTests
{
    private readonly LocalHealth _health = new();

    [Fact]
    public void A_node_begins_well() => (_health.Score, _health.Stretch).ShouldBe((0, 1));

    [Fact]
    public void What_goes_wrong_stretches_its_time_outs_up_to_four_times()
    {
        for (var failure = 0; failure < 10; failure++)
        {
            _health.Worsen();
        }

        (_health.Score, _health.Stretch).ShouldBe((LocalHealth.ScoreMax, 4));
    }

    [Fact]
    public void What_goes_well_brings_it_back_and_no_further()
    {
        _health.Worsen();
        _health.Worsen();
        _health.Improve();
        _health.Score.ShouldBe(1);
        _health.Improve();
        _health.Improve();
        _health.Score.ShouldBe(0);
    }
}
