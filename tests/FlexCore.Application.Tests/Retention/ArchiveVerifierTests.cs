using System.Text;
using FlexCore.Application.Retention;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Retention;

/// <summary>An archive that is whole is passed; whatever is missing, changed or foreign is told with its file and what to do.</summary>
public sealed class ArchiveVerifierTests : IDisposable
{
    private static readonly EntityId Orders = new(new TenantId("acme"), "event-stream", "orders");
    private readonly string _folder = Directory.CreateTempSubdirectory("flexcore-archive-").FullName;
    private readonly ScavengeMark _mark;

    public ArchiveVerifierTests()
    {
        var archive = new ArchiveFolder(_folder);
        var mark = new ScavengeMark(Orders, 0, ArchiveLines.NoHash, DateTimeOffset.UnixEpoch);
        for (var batch = 0; batch < 3; batch++)
        {
            var lines = Enumerable.Range((batch * 4) + 1, 4).Select(static version => Encoding.UTF8.GetBytes($"{{\"version\":{version}}}\n")).ToList();
            mark = new ScavengeMark(Orders, mark.Version + 4, lines.Aggregate(mark.Hash.ToArray(), static (before, line) => ArchiveLines.Chain(before, line)), DateTimeOffset.UnixEpoch);
            archive.Write(Orders, 3, mark, lines);
        }

        _mark = mark;
    }

    private string[] Files => [.. Directory.GetFiles(_folder).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_whole_archive_is_passed_with_a_file_whose_events_are_still_in_the_log()
    {
        Check(_mark).ShouldBeEmpty();
        var first = new ScavengeMark(Orders, 8, Convert.FromHexString(ArchiveFolder.Open(Files[1]).Chain), DateTimeOffset.UnixEpoch);
        Check(first).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, "Versions 1 to 4")]
    [InlineData(1, "Versions 5 to 8")]
    [InlineData(2, "Versions 9 to 12")]
    public void A_missing_file_is_told_by_its_name_and_what_to_do(int file, string what)
    {
        var name = Files[file];
        File.Delete(name);
        var finding = Check(_mark).ShouldHaveSingleItem();
        finding.ShouldContain(what);
        finding.ShouldContain(name);
        finding.ShouldContain("--skip-archives");
    }

    [Fact]
    public void A_changed_line_is_told()
    {
        File.WriteAllText(Files[1], File.ReadAllText(Files[1]).Replace("\"version\":6", "\"version\":7", StringComparison.Ordinal));
        Check(_mark).ShouldHaveSingleItem().ShouldContain("does not match the checksum in its last line");
    }

    [Fact]
    public void A_file_that_was_cut_off_is_told()
    {
        File.WriteAllText(Files[2], File.ReadAllLines(Files[2])[0] + "\n");
        Check(_mark).ShouldHaveSingleItem().ShouldContain("an archive has at least two");
    }

    [Fact]
    public void A_file_under_the_name_of_another_is_told()
    {
        File.Copy(Files[0], Files[1], overwrite: true);
        Check(_mark)[0].ShouldContain("not what its name says");
    }

    [Fact]
    public void The_archive_of_another_store_is_told() =>
        Check(_mark with { Hash = new byte[32] }).ShouldHaveSingleItem().ShouldContain("do not add up to what the log says");

    [Fact]
    public void Without_the_folder_everything_is_missing()
    {
        var verifier = new ArchiveVerifier(Path.Combine(_folder, "none"));
        verifier.Check(_mark, 3);
        verifier.Findings.ShouldHaveSingleItem().ShouldContain("Versions 1 to 12");
    }

    private IReadOnlyList<string> Check(ScavengeMark mark)
    {
        var verifier = new ArchiveVerifier(_folder);
        verifier.Check(mark, 3);
        return verifier.Findings;
    }
}
