using FlexCore.Application.Supervision;

namespace FlexCore.Application.Tests.Supervision;

public sealed class SupervisorOptionsTests
{
    public static TheoryData<string, Action<SupervisorOptions>, bool> Values => new()
    {
        { "streams-max", options => options.StreamsMax = 0, false },
        { "streams-max", options => options.StreamsMax = 1, true },
        { "streams-max", options => options.StreamsMax = 100_000, true },
        { "streams-max", options => options.StreamsMax = 100_001, false },
        { "restarts-max", options => options.RestartsMax = -1, false },
        { "restarts-max", options => options.RestartsMax = 0, true },
        { "restarts-max", options => options.RestartsMax = 1_000_001, false },
        { "restart-delay", options => options.RestartDelay = TimeSpan.Zero, false },
        { "restart-delay", options => options.RestartDelay = TimeSpan.FromMilliseconds(1), true },
        { "restart-delay", options => options.RestartDelay = TimeSpan.FromHours(2), false },
        { "restart-delay-max", options => options.RestartDelayMax = TimeSpan.FromMilliseconds(999), false },
        { "restart-delay-max", options => options.RestartDelayMax = TimeSpan.FromSeconds(1), true },
        { "restart-delay-max", options => options.RestartDelayMax = TimeSpan.FromDays(1), true },
        { "restart-delay-max", options => options.RestartDelayMax = TimeSpan.FromDays(2), false },
        { "drain-timeout", options => options.DrainTimeout = TimeSpan.FromMilliseconds(9), false },
        { "drain-timeout", options => options.DrainTimeout = TimeSpan.FromHours(1), true },
        { "drain-timeout", options => options.DrainTimeout = TimeSpan.FromHours(1.1), false },
        { "report-interval", options => options.ReportInterval = TimeSpan.FromMilliseconds(9), false },
        { "report-interval", options => options.ReportInterval = TimeSpan.FromMilliseconds(10), true },
        { "report-interval", options => options.ReportInterval = TimeSpan.FromHours(2), false },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_taken_within_its_range_and_refused_outside_with_its_key(string key, Action<SupervisorOptions> set, bool valid)
    {
        var options = new SupervisorOptions();
        set(options);
        if (valid)
        {
            options.Validate();
            return;
        }

        Should.Throw<ArgumentException>(options.Validate).Message.ShouldMatch($@"^flexcore\.supervisor\.{key} is -?[0-9]+.*; set it to [0-9]+ to [0-9]+");
    }
}
