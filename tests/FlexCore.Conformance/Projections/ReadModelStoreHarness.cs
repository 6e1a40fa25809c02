using FlexCore.Application.Projections.Store;

namespace FlexCore.Conformance.Projections;

/// <summary>One implementation of the read-model store, opened for a test.</summary>
public abstract class ReadModelStoreHarness : IAsyncDisposable
{
    public abstract IReadModelStore Store { get; }

    /// <summary>Lets another owner take a shard: from then on the fence knows the newer epoch.</summary>
    public abstract Task TakeOverAsync(int shard, long epoch);

    /// <summary>Abandons the store without closing it and opens what it left behind. Stores that live in memory do nothing.</summary>
    public abstract Task CrashAsync();

    public abstract ValueTask DisposeAsync();
}
