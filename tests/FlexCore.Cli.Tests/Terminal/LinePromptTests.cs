using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Terminal;

public sealed class LinePromptTests : IDisposable
{
    private readonly StringWriter _screen = new() { NewLine = "\n" };

    [Fact]
    public void Without_a_terminal_lines_come_as_they_are()
    {
        using var typed = new StringReader("a\nb\n");
        var prompt = new LinePrompt(new CliTerminal(_screen, _screen, IsErrorInteractive: false, Width: 80) { In = typed }, "> ", new LineEditor(_ => []));

        prompt.Read().ShouldBe("a");
        prompt.Read().ShouldBe("b");
        prompt.Read().ShouldBeNull();
        _screen.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void On_a_terminal_the_line_and_its_cursor_are_drawn()
    {
        Prompt(80, Char('a'), Char('b'), Plain(ConsoleKey.LeftArrow), Plain(ConsoleKey.Enter)).Read().ShouldBe("ab");

        _screen.ToString().ShouldEndWith("\r\u001b[2K> ab\r\u001b[3C\n");
    }

    [Fact]
    public void A_cancelled_line_is_thrown_away_and_an_empty_one_ends()
    {
        var prompt = Prompt(80, Char('a'), Control(ConsoleKey.C), Char('b'), Plain(ConsoleKey.Enter), Control(ConsoleKey.C));

        prompt.Read().ShouldBe("b");
        prompt.Read().ShouldBeNull();
        _screen.ToString().ShouldContain("^C\n");
    }

    [Fact]
    public void The_end_of_input_ends() => Prompt(80, Control(ConsoleKey.D)).Read().ShouldBeNull();

    [Fact]
    public void A_line_wider_than_the_terminal_shows_the_part_around_its_cursor()
    {
        Prompt(20, [.. "abcdefghijklmnopqrstuvwxyz".Select(Char), Plain(ConsoleKey.Enter)]).Read().ShouldBe("abcdefghijklmnopqrstuvwxyz");

        _screen.ToString().ShouldEndWith("\r\u001b[2K> klmnopqrstuvwxyz\r\u001b[18C\n");
    }

    public void Dispose() => _screen.Dispose();

    private static ConsoleKeyInfo Char(char c) => new(c, ConsoleKey.None, shift: false, alt: false, control: false);

    private static ConsoleKeyInfo Plain(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: false);

    private static ConsoleKeyInfo Control(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: true);

    private LinePrompt Prompt(int width, params ConsoleKeyInfo[] keys)
    {
        var queue = new Queue<ConsoleKeyInfo>(keys);
        var terminal = new CliTerminal(_screen, _screen, IsErrorInteractive: true, width) { IsInInteractive = true, ReadKey = queue.Dequeue };
        return new LinePrompt(terminal, "> ", new LineEditor(_ => []));
    }
}
