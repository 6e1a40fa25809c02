using System.Collections.Concurrent;
using FlexCore.Benchmarks.Harness;

namespace FlexCore.Benchmarks.Stores;

/// <summary>Stores filled with a sample, made once for all jobs and rounds of a run and removed at its end. Used by one job at a time.</summary>
public sealed class FilledStores : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(bool OnPostgres, long Events), Lazy<Task<FilledStore>>> _stores = new();

    /// <summary>A store with so many events.</summary>
    public Task<FilledStore> GetAsync(BenchmarkContext context, bool onPostgres, long events)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _stores.GetOrAdd((onPostgres, events), key => new Lazy<Task<FilledStore>>(() => FilledStore.CreateAsync(onPostgres, context.NewLastingFolder(), new StoreSample(events)))).Value;
    }

    /// <summary>A store with nothing in it, on the same disk or server.</summary>
    public static Task<FilledStore> NewAsync(BenchmarkContext context, bool onPostgres)
    {
        ArgumentNullException.ThrowIfNull(context);
        return FilledStore.CreateAsync(onPostgres, context.NewLastingFolder(), sample: null);
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
