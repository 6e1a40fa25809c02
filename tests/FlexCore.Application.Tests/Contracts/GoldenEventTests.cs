using System.Text;

namespace FlexCore.Application.Tests.Contracts;

/// <summary>
/// Stored events are a contract: each file in Golden holds a payload as some version of this program wrote it, and today's program must
/// read it. A golden file is added with its version and never changed.
/// </summary>
public sealed class GoldenEventTests
{
    public static TheoryData<string> Files => [.. FileNames];

    private static IEnumerable<string> FileNames =>
        Directory.EnumerateFiles(RepositoryFolder.Find("Golden")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_golden_event_reads_and_is_written_in_its_newest_form(string file)
    {
        var (type, version) = Parse(file);
        var newest = StoredEvents.All.Single(entry => entry.Type == type).SchemaVersion;

        var rewritten = StoredEvents.Rewrite(type, version, Payload(file));

        rewritten.Type.ShouldBe(type);
        rewritten.SchemaVersion.ShouldBe(newest);
        Encoding.UTF8.GetString(rewritten.Payload.Span).ShouldBe(Encoding.UTF8.GetString(Payload($"{type}.v{newest}.json")));
    }

    [Fact]
    public void Every_version_of_every_event_has_a_golden_file_and_every_file_an_event()
    {
        var expected = StoredEvents.All.SelectMany(entry => Enumerable.Range(1, entry.SchemaVersion).Select(version => $"{entry.Type}.v{version}.json"));

        FileNames.ShouldBe(expected, ignoreOrder: true);
    }

    private static (string Type, int Version) Parse(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var mark = name.LastIndexOf(".v", StringComparison.Ordinal);
        return (name[..mark], int.Parse(name[(mark + 2)..]));
    }

    private static byte[] Payload(string file) =>
        Encoding.UTF8.GetBytes(File.ReadAllText(RepositoryFolder.Find("Golden", file)).TrimEnd('\n'));
}
