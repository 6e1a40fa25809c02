using FlexCore.Cluster.Membership;
using FlexCore.Testing.Time;

namespace FlexCore.Cluster.Tests.Membership;

public sealed class ServingClockTests
{
    private readonly ManualClock _clock = new();
    private readonly ServingClock _serving;

    public ServingClockTests() => _serving = new ServingClock(_clock, TimeSpan.FromSeconds(6));

    [Fact]
    public void Before_the_first_heartbeat_nothing_is_served() => _serving.IsFresh.ShouldBeFalse();

    [Fact]
    public void It_counts_from_when_the_heartbeat_was_sent_and_not_from_its_answer()
    {
        var sent = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(2));
        _serving.Heard(sent);
        _serving.Left.ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void It_ends_at_its_time_without_any_timer()
    {
        _serving.Heard(_clock.GetTimestamp());
        _clock.Advance(TimeSpan.FromSeconds(6) - TimeSpan.FromTicks(1));
        _serving.IsFresh.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromTicks(1));
        _serving.IsFresh.ShouldBeFalse();
    }
}
