using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Terminal;

public sealed class LineEditorTests
{
    private readonly LineEditor _editor = new(prefix => [.. new[] { "amount", "amplitude", "name" }.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))]);

    [Fact]
    public void Typed_characters_stand_before_the_cursor()
    {
        Type("abd");
        Press(ConsoleKey.LeftArrow);
        Type("c");

        _editor.Text.ShouldBe("abcd");
        _editor.Cursor.ShouldBe(3);
    }

    [Theory]
    [InlineData(ConsoleKey.Home, "Xab cd")]
    [InlineData(ConsoleKey.End, "ab cdX")]
    [InlineData(ConsoleKey.LeftArrow, "ab cXd")]
    [InlineData(ConsoleKey.RightArrow, "ab cdX")]
    [InlineData(ConsoleKey.Backspace, "ab cX")]
    [InlineData(ConsoleKey.Delete, "ab cdX")]
    public void A_key_moves_or_removes(ConsoleKey key, string expected)
    {
        Type("ab cd");
        Press(key);
        Type("X");

        _editor.Text.ShouldBe(expected);
    }

    [Theory]
    [InlineData(ConsoleKey.A, "Xab cd")]
    [InlineData(ConsoleKey.E, "ab cdX")]
    [InlineData(ConsoleKey.U, "X")]
    [InlineData(ConsoleKey.K, "ab cdX")]
    [InlineData(ConsoleKey.W, "ab X")]
    public void A_control_key_edits_as_in_a_shell(ConsoleKey key, string expected)
    {
        Type("ab cd");
        Control(key).ShouldBe(LineEvent.None);
        Type("X");

        _editor.Text.ShouldBe(expected);
    }

    [Fact]
    public void Keys_at_the_ends_do_nothing()
    {
        Press(ConsoleKey.Backspace);
        Press(ConsoleKey.Delete);
        Press(ConsoleKey.LeftArrow);
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.DownArrow);
        Control(ConsoleKey.W);

        _editor.Text.ShouldBeEmpty();
        _editor.Cursor.ShouldBe(0);
    }

    [Fact]
    public void Arrows_walk_through_the_lines_before_and_back_to_the_draft()
    {
        Enter("first");
        Enter("second");
        Type("draft");

        Press(ConsoleKey.UpArrow);
        _editor.Text.ShouldBe("second");
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        _editor.Text.ShouldBe("first");
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.DownArrow);
        _editor.Text.ShouldBe("draft");
        _editor.Cursor.ShouldBe(5);
    }

    [Fact]
    public void Empty_lines_and_repeated_ones_are_not_kept()
    {
        Enter("a");
        Enter("a");
        Enter("  ");
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);

        _editor.Text.ShouldBe("a");
    }

    [Fact]
    public void The_history_is_bounded()
    {
        for (var i = 0; i < 600; i++)
        {
            Enter($"line {i}");
        }

        for (var i = 0; i < 700; i++)
        {
            Press(ConsoleKey.UpArrow);
        }

        _editor.Text.ShouldBe("line 100");
    }

    [Theory]
    [InlineData("n", "name")]
    [InlineData("1 + n", "1 + name")]
    [InlineData("am", "am")]
    [InlineData("amo", "amount")]
    [InlineData("zzz", "zzz")]
    [InlineData("", "")]
    [InlineData("n ", "n ")]
    public void Tab_completes_as_far_as_it_is_clear(string text, string expected)
    {
        Type(text);
        Press(ConsoleKey.Tab);

        _editor.Text.ShouldBe(expected);
    }

    [Fact]
    public void Enter_and_the_ways_to_end_are_events()
    {
        _editor.Press(Key(ConsoleKey.Enter, '\r')).ShouldBe(LineEvent.Entered);
        Control(ConsoleKey.D).ShouldBe(LineEvent.Ended);
        Control(ConsoleKey.C).ShouldBe(LineEvent.Cancelled);
        Type("x");
        Control(ConsoleKey.D).ShouldBe(LineEvent.None);
    }

    private static ConsoleKeyInfo Key(ConsoleKey key, char c = '\0') => new(c, key, shift: false, alt: false, control: false);

    private void Type(string text)
    {
        foreach (var c in text)
        {
            _editor.Press(Key(ConsoleKey.None, c)).ShouldBe(LineEvent.None);
        }
    }

    private void Press(ConsoleKey key) => _editor.Press(Key(key)).ShouldBe(LineEvent.None);

    private LineEvent Control(ConsoleKey key) => _editor.Press(new ConsoleKeyInfo('\0', key, shift: false, alt: false, control: true));

    private void Enter(string line)
    {
        Type(line);
        _editor.Take().ShouldBe(line);
    }
}
