using FlexCore.Cluster.Regions;

namespace FlexCore.Cluster.Tests.Regions;

public sealed class RegionOptionsTests
{
    public static TheoryData<string, Action<RegionOptions>> Wrong => new()
    {
        { "ask-timeout", options => options.AskTimeout = TimeSpan.Zero },
        { "held-max", options => options.HeldMax = 0 },
        { "retry-interval", options => options.RetryInterval = TimeSpan.FromMinutes(2) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_setting_out_of_range_is_refused_with_its_key(string key, Action<RegionOptions> change)
    {
        var options = new RegionOptions();
        options.Validate();
        change(options);

        Should.Throw<ClusterOptionsException>(options.Validate).Key.ShouldBe($"flexcore.cluster.region.{key}");
    }
}
