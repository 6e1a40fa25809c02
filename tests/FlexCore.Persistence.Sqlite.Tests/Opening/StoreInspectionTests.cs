using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Sqlite.Opening;

namespace FlexCore.Persistence.Sqlite.Tests.Opening;

public sealed class StoreInspectionTests
{
    [Fact]
    public void A_folder_without_database_is_said_to_have_none()
    {
        using var folder = new TempFolder();

        var report = StoreInspection.Inspect(folder.Path);

        report.Exists.ShouldBeFalse();
        report.KnownVersion.ShouldBeGreaterThanOrEqualTo(1);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_has_version_size_and_no_damage()
    {
        using var folder = new TempFolder();
        await using (await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.Path }))
        {
            StoreInspection.FindHolder(folder.Path).ShouldNotBeNull().ShouldContain("in use by another process");
        }

        var report = StoreInspection.Inspect(folder.Path);

        report.SchemaVersion.ShouldBe(report.KnownVersion);
        report.Bytes.ShouldBeGreaterThan(4_096);
        report.Damage.ShouldBeNull();
        StoreInspection.FindHolder(folder.Path).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "flexcore.db"), new string('x', 1_000));

        Should.Throw<StoreException>(() => StoreInspection.Inspect(folder.Path)).Fault.ShouldBe(StoreFault.NotAStore);
    }
}
