using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Sqlite.Tests.Opening;

public sealed class StoreFileTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(10_000)]
    public async Task A_file_that_is_not_a_database_is_refused_and_left_alone(int length)
    {
        using var folder = new TempFolder();
        var text = new string('x', length);
        await File.WriteAllTextAsync(folder.Database, text);
        var error = await Should.ThrowAsync<StoreException>(() => StoreFixture.OpenAsync(folder));
        error.Fault.ShouldBe(StoreFault.NotAStore);
        error.Message.ShouldContain(folder.Database);
        (await File.ReadAllTextAsync(folder.Database)).ShouldBe(text);
    }

    [Fact]
    public async Task The_database_of_another_program_is_refused_and_left_alone()
    {
        using var folder = new TempFolder();
        StoreFixture.Execute(folder, "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)");
        var before = await File.ReadAllBytesAsync(folder.Database);
        var error = await Should.ThrowAsync<StoreException>(() => StoreFixture.OpenAsync(folder));
        error.Fault.ShouldBe(StoreFault.NotAStore);
        error.Message.ShouldContain("another program");
        (await File.ReadAllBytesAsync(folder.Database)).ShouldBe(before);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public async Task A_file_cut_in_the_middle_is_refused(double share)
    {
        using var folder = new TempFolder();
        await using (var store = await StoreFixture.OpenAsync(folder))
        {
            await StoreFixture.FillAsync(store, streams: 4, rounds: 50);
        }

        var file = await File.ReadAllBytesAsync(folder.Database);
        await File.WriteAllBytesAsync(folder.Database, file[..(int)(file.Length * share)]);
        var error = await Should.ThrowAsync<JournalException>(async () =>
        {
            await using var store = await StoreFixture.OpenAsync(folder);
            await StoreFixture.DumpAsync(store, streams: 4);
        });
        error.Message.ShouldContain("backup");
    }

    [Fact]
    public async Task An_empty_file_is_a_new_store()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.Database, "");
        await using var store = await StoreFixture.OpenAsync(folder);
        await StoreFixture.FillAsync(store, streams: 1, rounds: 1);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_both_numbers_and_the_remedy()
    {
        using var folder = new TempFolder();
        await (await StoreFixture.OpenAsync(folder)).DisposeAsync();
        StoreFixture.Execute(folder, "PRAGMA user_version = 99");
        var error = await Should.ThrowAsync<StoreException>(() => StoreFixture.OpenAsync(folder));
        error.Fault.ShouldBe(StoreFault.SchemaTooNew);
        error.Message.ShouldContain("99");
        error.Message.ShouldContain("newer FlexCore");
        StoreFixture.Query(folder, "PRAGMA user_version").ShouldBe(99);
    }

    [Fact]
    public async Task Another_shard_count_is_refused_with_both_numbers()
    {
        using var folder = new TempFolder();
        await (await StoreFixture.OpenAsync(folder)).DisposeAsync();
        var error = await Should.ThrowAsync<StoreException>(() => SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.Path, ShardCount = 16 }));
        error.Fault.ShouldBe(StoreFault.Mismatch);
        error.Message.ShouldContain("8 shards");
        error.Message.ShouldContain("shard-count is 16");
    }

    [Fact]
    public async Task The_file_is_ours_in_wal_mode_with_the_newest_schema()
    {
        using var folder = new TempFolder();
        await (await StoreFixture.OpenAsync(folder)).DisposeAsync();
        StoreFixture.Query(folder, "PRAGMA application_id").ShouldBe(0x466C7843);
        StoreFixture.Query(folder, "PRAGMA user_version").ShouldBe(5);
        StoreFixture.Query(folder, "SELECT shard_count FROM store").ShouldBe(StoreFixture.ShardCount);
    }

    [Theory]
    [InlineData("data-folder")]
    [InlineData("shard-count")]
    [InlineData("queue-capacity")]
    [InlineData("queue-bytes-max")]
    [InlineData("commit-size-max")]
    [InlineData("index-batch-events")]
    [InlineData("wal-bytes")]
    [InlineData("database-bytes-max")]
    [InlineData("reader-count-max")]
    public async Task An_option_out_of_range_is_refused_by_its_key(string key)
    {
        var options = new SqliteStoreOptions();
        switch (key)
        {
            case "data-folder": options.DataFolder = " "; break;
            case "shard-count": options.ShardCount = 0; break;
            case "queue-capacity": options.QueueCapacity = 0; break;
            case "queue-bytes-max": options.QueueBytesMax = 0; break;
            case "commit-size-max": options.CommitSizeMax = 0; break;
            case "index-batch-events": options.IndexBatchEvents = 0; break;
            case "wal-bytes": options.WalBytes = 1; break;
            case "database-bytes-max": options.DatabaseBytesMax = -1; break;
            default: options.ReaderCountMax = 65; break;
        }

        (await Should.ThrowAsync<ArgumentException>(() => SqliteStore.OpenAsync(options))).Message.ShouldContain($"flexcore.journal.{key}");
    }

    [Fact]
    public async Task A_store_keeps_its_identity_and_another_store_has_another()
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        StoreIdentity first;
        await using (var store = await StoreFixture.OpenAsync(folder))
        {
            first = store.Identity;
        }

        await using var again = await StoreFixture.OpenAsync(folder);
        await using var elsewhere = await StoreFixture.OpenAsync(other);
        again.Identity.ShouldBe(first);
        elsewhere.Identity.Id.ShouldNotBe(first.Id);
    }
}
