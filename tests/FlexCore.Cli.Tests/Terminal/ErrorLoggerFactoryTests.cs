using FlexCore.Cli.Terminal;
using Microsoft.Extensions.Logging;

namespace FlexCore.Cli.Tests.Terminal;

public class ErrorLoggerFactoryTests
{
    [Theory]
    [InlineData(LogLevel.Debug, false, false)]
    [InlineData(LogLevel.Information, false, false)]
    [InlineData(LogLevel.Warning, false, true)]
    [InlineData(LogLevel.Error, false, false)]
    [InlineData(LogLevel.Debug, true, false)]
    [InlineData(LogLevel.Information, true, true)]
    [InlineData(LogLevel.Error, true, true)]
    public void Verbose_decides_what_is_logged(LogLevel level, bool verbose, bool expected)
    {
        using var logs = new ErrorLoggerFactory(TextWriter.Null, verbose);

        logs.CreateLogger("x").IsEnabled(level).ShouldBe(expected);
    }

    [Theory]
    [InlineData("FlexCore.Node", false, true)]
    [InlineData("Microsoft.Extensions.Hosting.Internal.Host", false, false)]
    [InlineData("Microsoft.Extensions.Hosting.Internal.Host", true, true)]
    public void A_node_shows_errors_but_not_that_of_a_failed_start_twice(string category, bool verbose, bool expected)
    {
        using var logs = new ErrorLoggerFactory(TextWriter.Null, verbose, errors: true);

        logs.CreateLogger(category).IsEnabled(LogLevel.Error).ShouldBe(expected);
    }

    [Fact]
    public void A_line_has_level_event_category_and_message()
    {
        var text = new StringWriter { NewLine = "\n" };
        using var logs = new ErrorLoggerFactory(text, verbose: true);

        logs.CreateLogger("FlexCore.Streams").Log(LogLevel.Warning, new EventId(2004), "restarts", null, (state, _) => state);

        text.ToString().ShouldBe("warning 2004 FlexCore.Streams: restarts\n");
    }
}
