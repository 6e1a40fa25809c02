using FlexCore.Application.Streams;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Terminal;

public class ProgressViewTests
{
    private static readonly StreamProgress Some = new(1_000, 0, 0, 0, 0, 0, null, 0, null, 0);

    private static readonly ProgressReading Reading =
        new(TimeSpan.FromSeconds(1), Some, Some with { RecordsIn = 0 }, DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_terminal_line_is_overwritten_in_place()
    {
        var text = new StringWriter();
        var view = new LiveProgressView(text, "demo", TimeSpan.FromSeconds(1), width: 80);

        view.Show(Reading);
        view.Show(Reading);

        text.ToString().ShouldBe("\r\u001b[2Kdemo  1,000 records  1,000/s\r\u001b[2Kdemo  1,000 records  1,000/s");
    }

    [Fact]
    public void A_terminal_line_never_wraps()
    {
        var text = new StringWriter();

        new LiveProgressView(text, "demo", TimeSpan.FromSeconds(1), width: 10).Show(Reading);

        text.ToString().ShouldEndWith("demo  1,0");
    }

    [Fact]
    public void Clearing_a_terminal_line_leaves_nothing_behind()
    {
        var text = new StringWriter();

        new LiveProgressView(text, "demo", TimeSpan.FromSeconds(1), width: 80).Clear();

        text.ToString().ShouldBe("\r\u001b[2K");
    }

    [Fact]
    public void A_log_gets_whole_lines_without_control_characters()
    {
        var text = new StringWriter { NewLine = "\n" };
        var view = new PlainProgressView(text, "demo", TimeSpan.FromSeconds(1));

        view.Show(Reading);
        view.Clear();

        text.ToString().ShouldBe("demo  1,000 records  1,000/s\n");
    }
}
