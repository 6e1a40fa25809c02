using System.Collections.Concurrent;
using FlexCore.Benchmarks.Harness;

namespace FlexCore.Benchmarks.Stores;

/// <summary>Stores filled with a sample, made once for all jobs and rounds of a run and removed at its end. Used by one job at a time.</summary>
public sealed class FilledStores : IAsyncDisposable
{
    private const long SmallEvents = 100_000;

    private readonly ConcurrentDictionary<(bool OnPostgres, long Events), Lazy<Task<FilledStore>>> _stores = new();

    /// <summary>A store with so many events.</summary>
    public Task<FilledStore> GetAsync(BenchmarkContext context, bool onPostgres, long events)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _stores.GetOrAdd((onPostgres, events), key => new Lazy<Task<FilledStore>>(() => FilledStore.CreateAsync(onPostgres, context.NewLastingFolder(), new StoreSample(events)))).Value;
    }

    /// <summary>A new store with next to nothing in it, on the same disk or server. Just as much that its write-ahead log has its size: growing a file costs each flush more than all else.</summary>
    public static Task<FilledStore> NewSmallAsync(BenchmarkContext context, bool onPostgres)
    {
        ArgumentNullException.ThrowIfNull(context);
        return FilledStore.CreateAsync(onPostgres, context.NewLastingFolder(), new StoreSample(SmallEvents));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores.Values)
        {
            await (await store.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }

        _stores.Clear();
    }
}
