using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Conformance.Storage;

namespace FlexCore.Persistence.Sqlite.Tests;

/// <summary>The SQLite store for the conformance suites. A crash copies the files of the open store and goes on with the copy.</summary>
internal sealed class SqliteHarness : StorageHarness
{
    private readonly int _shardCount;
    private TempFolder _folder;
    private SqliteStore _store;

    private SqliteHarness(int shardCount, TempFolder folder, SqliteStore store)
    {
        _shardCount = shardCount;
        _folder = folder;
        _store = store;
    }

    public override IEventJournal Journal => _store.Journal;

    public override IShardLeases Leases => _store.Leases;

    public override IEventFeed Feed => _store.Feed;

    public override ISnapshotStore Snapshots => _store.Snapshots;

    public override ICheckpointStore Checkpoints => _store.Checkpoints;

    public override IEntityDirectory Directory => _store.Directory;

    public static async Task<StorageHarness> StartAsync(int shardCount)
    {
        var folder = new TempFolder();
        return new SqliteHarness(shardCount, folder, await OpenAsync(folder, shardCount));
    }

    public override async Task CrashAsync()
    {
        var (oldFolder, oldStore) = (_folder, _store);
        _folder = oldFolder.CopyAfterCrash();
        _store = await OpenAsync(_folder, _shardCount);
        await oldStore.DisposeAsync();
        oldFolder.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    // The index batch is small, so that the suites meet events in the index, in the tail, and on both sides of the watermark.
    private static Task<SqliteStore> OpenAsync(TempFolder folder, int shardCount) =>
        SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.Path, ShardCount = shardCount, IndexBatchEvents = 16 });
}
