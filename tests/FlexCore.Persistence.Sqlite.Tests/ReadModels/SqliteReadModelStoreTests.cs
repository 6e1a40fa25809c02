using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Store;
using FlexCore.Conformance.Projections;

namespace FlexCore.Persistence.Sqlite.Tests.ReadModels;

public sealed class SqliteReadModelStoreTests : ReadModelStoreConformance
{
    protected override async Task<ReadModelStoreHarness> StartAsync()
    {
        var folder = new TempFolder();
        return new Harnessed(folder, await SqliteReadModelStore.OpenAsync(folder.Path));
    }

    private sealed class Harnessed(TempFolder folder, SqliteReadModelStore store) : ReadModelStoreHarness
    {
        public override IReadModelStore Store => store;

        public override async Task TakeOverAsync(int shard, long epoch)
        {
            var other = await Store.AddAsync(new NewGeneration("other", "v1", Noon));
            await Store.CommitAsync(new ReadModelCommit(other.Id, [new ShardLease(shard, epoch, "node-2")], [], []));
        }

        public override async Task CrashAsync()
        {
            var (oldFolder, oldStore) = (folder, store);
            folder = new TempFolder();
            foreach (var file in Directory.GetFiles(oldFolder.Path, "read_models.db*").Where(static file => !file.EndsWith("-shm", StringComparison.Ordinal)))
            {
                File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
            }

            store = await SqliteReadModelStore.OpenAsync(folder.Path);
            await oldStore.DisposeAsync();
            oldFolder.Dispose();
        }

        public override async ValueTask DisposeAsync()
        {
            await store.DisposeAsync();
            folder.Dispose();
        }
    }
}
