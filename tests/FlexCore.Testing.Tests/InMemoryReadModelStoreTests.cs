using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Store;
using FlexCore.Conformance.Projections;
using FlexCore.Testing.Storage;

namespace FlexCore.Testing.Tests;

public sealed class InMemoryReadModelStoreTests : ReadModelStoreConformance
{
    protected override Task<ReadModelStoreHarness> StartAsync() => Task.FromResult<ReadModelStoreHarness>(new Harnessed());

    private sealed class Harnessed : ReadModelStoreHarness
    {
        public override IReadModelStore Store { get; } = new InMemoryReadModelStore();

        public override async Task TakeOverAsync(int shard, long epoch)
        {
            var other = await Store.AddAsync(new NewGeneration("other", "v1", Noon));
            await Store.CommitAsync(new ReadModelCommit(other.Id, [new ShardLease(shard, epoch, "node-2")], [], []));
        }

        public override Task CrashAsync() => Task.CompletedTask;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
