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
}
