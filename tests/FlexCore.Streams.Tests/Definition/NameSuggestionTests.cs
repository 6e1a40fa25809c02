using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Tests.Definition;

public sealed class NameSuggestionTests
{
    [Theory]
    [InlineData("flie", "file", "neighbours in the wrong order")]
    [InlineData("fiel", "file", "neighbours at the end")]
    [InlineData("flter", "filter", "a missing letter")]
    [InlineData("filtter", "filter", "a letter too many")]
    [InlineData("fitler", "filter", "neighbours in the middle")]
    [InlineData("FILTER", "filter", "another case")]
    [InlineData("sdtout", "stdout", "neighbours near the start")]
    [InlineData("windows", "window", "a plural")]
    [InlineData("stduot", "stdout", "neighbours among equal letters")]
    public void A_slip_finds_the_name_that_was_meant(string written, string meant, string slip)
    {
        NameSuggestion.For(written, ["file", "filter", "stdout", "window", "sqlite"]).ShouldBe($"Did you mean '{meant}'?", slip);
    }

    [Theory]
    [InlineData("ab", "ba")]
    [InlineData("x", "y")]
    public void In_short_names_one_mistake_is_allowed(string written, string known)
    {
        NameSuggestion.For(written, [known]).ShouldBe($"Did you mean '{known}'?");
    }

    [Fact]
    public void The_closest_name_wins_and_the_first_of_equally_close_ones()
    {
        NameSuggestion.For("status", ["statsu2", "statsu", "statu"]).ShouldBe("Did you mean 'statsu'?");
        NameSuggestion.For("abcdef", ["abcdeg", "abcdeh"]).ShouldBe("Did you mean 'abcdeg'?");
    }

    [Fact]
    public void A_name_like_no_other_gets_the_list_when_it_is_short()
    {
        NameSuggestion.For("zzzzzz", ["file", "stdin"]).ShouldBe("Allowed here: file, stdin.");
        NameSuggestion.For("zzzzzz", Enumerable.Range(0, 40).Select(index => $"field{index}")).ShouldStartWith("Allowed here: field0, ");
    }

    [Fact]
    public void Nothing_is_said_when_nothing_or_too_much_is_known()
    {
        NameSuggestion.For("zzzzzz", []).ShouldBeNull();
        NameSuggestion.For("zzzzzz", Enumerable.Range(0, 41).Select(index => $"field{index}")).ShouldBeNull();
        NameSuggestion.For(string.Empty, []).ShouldBeNull();
    }

    [Fact]
    public void Every_single_slip_in_a_long_name_is_recognised()
    {
        const string Name = "quantile";
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var at = random.Next(Name.Length - 1);
            var slip = random.Next(4) switch
            {
                0 => Name.Remove(at, 1),
                1 => Name.Insert(at, "x"),
                2 => Name[..at] + Name[at + 1] + Name[at] + Name[(at + 2)..],
                _ => Name[..at] + 'x' + Name[(at + 1)..],
            };

            NameSuggestion.For(slip, ["count", "distinct", Name, "topk"]).ShouldBe("Did you mean 'quantile'?", $"seed {seed}: {slip}");
        }
    }
}
