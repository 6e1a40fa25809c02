using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Configuration;

public class CliOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Should.NotThrow(new CliOptions().Validate);

    [Theory]
    [InlineData(20)]
    [InlineData(3_600_000)]
    public void The_bounds_of_the_progress_interval_are_valid(double milliseconds) =>
        Should.NotThrow(new CliOptions { ProgressInterval = TimeSpan.FromMilliseconds(milliseconds) }.Validate);

    [Theory]
    [InlineData(19.9)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3_600_001)]
    public void A_progress_interval_out_of_range_is_refused_with_key_and_range(double milliseconds)
    {
        var error = Should.Throw<CliException>(new CliOptions { ProgressInterval = TimeSpan.FromMilliseconds(milliseconds) }.Validate);

        error.ExitCode.ShouldBe(ExitCode.InvalidConfiguration);
        error.Message.ShouldStartWith("flexcore.cli.progress-interval is ");
        error.Message.ShouldContain("set it to 20 to 3600000 ms");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(86_400_001)]
    public void A_plain_progress_interval_out_of_range_is_refused(double milliseconds) =>
        Should.Throw<CliException>(new CliOptions { PlainProgressInterval = TimeSpan.FromMilliseconds(milliseconds) }.Validate)
            .Message.ShouldStartWith("flexcore.cli.plain-progress-interval is ");
}
