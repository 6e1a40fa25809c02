using FlexCore.Application.Streams;
using FlexCore.Streams.Sources;
using FlexCore.Streams.Tests.Execution;

namespace FlexCore.Streams.Tests.Sources;

public sealed class InputListTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public InputListTests()
    {
        foreach (var name in new[] { "b.log", "a.log", "B.log", "a.txt", ".hidden.log", "2026/01/x.log", "2026/02/x.log", "2026/x.log" })
        {
            _folder.Write(name, name);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("*.log", "B.log a.log b.log")]
    [InlineData("?.log", "B.log a.log b.log")]
    [InlineData("2026/*/x.log", "2026/01/x.log 2026/02/x.log")]
    [InlineData("2026/**/x.log", "2026/01/x.log 2026/02/x.log 2026/x.log")]
    [InlineData(".*.log", ".hidden.log")]
    [InlineData("b.log a.log b.log", "b.log a.log b.log")]
    [InlineData("a.txt *.log", "a.txt B.log a.log b.log")]
    public void Entries_keep_their_order_and_matches_are_sorted(string entries, string expected)
    {
        var files = InputList.Resolve([.. entries.Split(' ').Select(_folder.At)]);

        string.Join(' ', files.Select(file => Path.GetRelativePath(_folder.Path, file))).ShouldBe(expected);
    }

    [Fact]
    public void A_file_with_a_star_in_its_name_is_a_file()
    {
        var path = _folder.Write("odd*.log", "x");

        InputList.Resolve([path]).ShouldBe([path]);
    }

    [Fact]
    public void A_pattern_without_matches_is_an_error()
    {
        Should.Throw<StreamException>(() => InputList.Resolve([_folder.At("*.none")])).Code.ShouldBe("source-not-found");
    }

    [Theory]
    [InlineData("**")]
    [InlineData("**/*")]
    public void Two_stars_pass_over_hidden_files_and_folders(string pattern)
    {
        _folder.Write(".git/config", "x");
        _folder.Write("2026/.cache/y.log", "y");

        Names(pattern).ShouldBe("2026/01/x.log 2026/02/x.log 2026/x.log B.log a.log a.txt b.log");
    }

    [Fact]
    public void A_link_that_leads_back_is_not_followed_by_two_stars()
    {
        Directory.CreateSymbolicLink(_folder.At("2026/again"), _folder.Path);

        Names("**/x.log").ShouldBe("2026/01/x.log 2026/02/x.log 2026/x.log");
        Names("2026/again/*.log").ShouldBe("2026/again/B.log 2026/again/a.log 2026/again/b.log");
    }

    [Fact]
    public void A_pattern_that_ends_like_a_folder_matches_nothing_and_says_so()
    {
        _folder.Write("2026/01/.hidden", "x");

        Should.Throw<StreamException>(() => InputList.Resolve([_folder.At("2026/*/")])).Code.ShouldBe("source-not-found");
    }

    [Theory]
    [InlineData("/d/a.log", "/d/a.log", true)]
    [InlineData("/d/a.log", "/d/b.log", false)]
    [InlineData("/d/*.log", "/d/a.log", true)]
    [InlineData("/d/*.log", "/d/a.csv", false)]
    [InlineData("/d/*.log", "/d/e/a.log", false)]
    [InlineData("/d/*.log", "/d/.a.log", false)]
    [InlineData("/d/.*", "/d/.a.log", true)]
    [InlineData("/*/a.log", "/d/a.log", true)]
    [InlineData("/d/**", "/d/e/f/a.log", true)]
    [InlineData("/d/**", "/d/e/.f/a.log", false)]
    [InlineData("/d/**/a.log", "/d/a.log", true)]
    [InlineData("/d/**/a.log", "/d/e/f/a.log", true)]
    [InlineData("/d/**/a.log", "/e/a.log", false)]
    [InlineData("/d/**/e/*.log", "/d/x/e/y/e/a.log", true)]
    [InlineData("/d/?.log", "/d/ab.log", false)]
    [InlineData("/d/A*.log", "/d/a.log", false)]
    public void Covering_tells_what_a_pattern_would_match(string entry, string path, bool expected)
    {
        InputList.Covers(entry, path).ShouldBe(expected);
    }

    [Fact]
    public void What_is_found_is_covered_and_what_is_not_found_is_not()
    {
        var all = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
        foreach (var pattern in new[] { "*", "**", "**/x.log", "2026/*/*", "2026/**", "?.*", ".*", "*/x.log", "*/*/?.log", "**/0*/*" })
        {
            var found = InputList.Resolve([_folder.At(pattern)]);

            string.Join('\n', all.Where(file => InputList.Covers(_folder.At(pattern), file)).Order(StringComparer.Ordinal)).ShouldBe(string.Join('\n', found), pattern);
        }
    }

    private string Names(string pattern) =>
        string.Join(' ', InputList.Resolve([_folder.At(pattern)]).Select(file => Path.GetRelativePath(_folder.Path, file)));
}
