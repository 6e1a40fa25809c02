using FlexCore.Cli.Expressions;
using FlexCore.Streams.Values;

namespace FlexCore.Cli.Tests.Expressions;

public sealed class ExpressionSessionTests
{
    private readonly ExpressionSession _session = new([Record("""{"a":1}"""), Record("""{"a":2,"b":"x"}""")]);

    [Theory]
    [InlineData("a + 1", "2\n")]
    [InlineData("$", "{\"a\":1}\n")]
    [InlineData("b", "undefined\n")]
    [InlineData("0 / 0", "NaN\n")]
    [InlineData("-1 / 0", "-Infinity\n")]
    [InlineData("\"\\u001b[2J\"", "\"\\u001b[2J\"\n")]
    [InlineData("   ", "")]
    public void An_expression_shows_its_value(string line, string expected)
    {
        _session.Enter(line).ShouldBe(expected);
        _session.HasFailed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("a +", "  1 | a +\n    |    ^\n")]
    [InlineData("b.c", "  1 | b.c\n    |   ^\n")]
    [InlineData("a.trom()", "Did you mean 'trim'?")]
    public void A_mistake_shows_a_caret(string line, string expected)
    {
        _session.Enter(line).ShouldContain(expected);
        _session.HasFailed.ShouldBeTrue();
    }

    [Fact]
    public void The_record_can_be_shown_changed_and_left()
    {
        _session.Enter(":record").ShouldBe("{\"a\":1}\n");
        _session.Enter(":next").ShouldBe("record 2 of 2: {\"a\":2,\"b\":\"x\"}\n");
        _session.Enter("b").ShouldBe("\"x\"\n");
        _session.Enter(":next").ShouldStartWith("record 1 of 2");
        _session.Enter(":all a").ShouldBe("1\n2\n");
        _session.Enter(":record {\"c\":3}").ShouldBeEmpty();
        _session.Enter("c").ShouldBe("3\n");
    }

    [Theory]
    [InlineData(":record {", "Example: :record")]
    [InlineData(":record [1]", "not a JSON object")]
    [InlineData(":load", "needs something")]
    [InlineData(":all", "needs something")]
    [InlineData(":load /no/such/file", "cannot be read")]
    [InlineData(":what", "There is no command ':what'. Try :help.")]
    [InlineData(":functions qqqq", "Nothing has 'qqqq'")]
    public void A_wrong_command_says_what_to_do(string line, string expected)
    {
        _session.Enter(line).ShouldContain(expected);
        _session.HasFailed.ShouldBeTrue();
        _session.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void Help_names_every_command()
    {
        var help = _session.Enter(":help");

        foreach (var command in new[] { ":record", ":load", ":next", ":all", ":functions", ":history", ":quit" })
        {
            help.ShouldContain(command);
            _session.Enter(command).ShouldNotContain("There is no command");
        }
    }

    [Fact]
    public void Functions_are_listed_with_example_and_meaning()
    {
        _session.Enter(":functions").ShouldContain("text.trim()");
        _session.Enter(":functions TRIMSTART").ShouldContain("\"  a \".trimStart() → \"a \"");
    }

    [Fact]
    public void The_history_counts_what_was_typed()
    {
        _session.Enter("a");
        _session.Enter("b.c");

        _session.Enter(":history").ShouldBe("   1  a\n   2  b.c\n   3  :history\n");
    }

    [Fact]
    public void Names_for_completion_are_fields_and_functions()
    {
        _session.Names.ShouldContain("a");
        _session.Names.ShouldContain("trim");
    }

    [Fact]
    public void Quit_ends()
    {
        _session.Enter(":quit").ShouldBeEmpty();
        _session.IsOver.ShouldBeTrue();
    }

    private static Value Record(string json) => SampleRecords.Parse(json).Record;
}
