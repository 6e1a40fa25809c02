using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Settings;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>A store under append load: some writers, each with a stream of its own, that go on through failures as an entity does.</summary>
internal sealed class LoadedStore : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly IReadOnlyList<ShardLease> _leases;
    private readonly AppendHistory[] _histories;
    private readonly Task[] _work;
    private readonly SemaphoreSlim _progress = new(0);
    private volatile TaskCompletionSource _healthy = new();

    private LoadedStore(PostgresStore store, IReadOnlyList<ShardLease> leases, int writers)
    {
        Store = store;
        _leases = leases;
        _healthy.SetResult();
        _histories = [.. Enumerable.Range(0, writers).Select(number => new AppendHistory($"writer {number}"))];
        _work = [.. _histories.Select((history, number) => Task.Run(() => WorkAsync(history, StoreFixture.Stream(number))))];
    }

    public PostgresStore Store { get; }

    public IReadOnlyList<ShardLease> Leases => _leases;

    public int UnknownCount => _histories.Sum(static history => history.UnknownCount);

    public static async Task<LoadedStore> StartAsync(PostgresStoreOptions options, int writers, LogProbe? log = null)
    {
        var store = await PostgresStore.OpenAsync(options, log);
        return new LoadedStore(store, await store.Leases.AcquireAllAsync("load"), writers);
    }

    /// <summary>From now on a writer that fails waits until <see cref="Healed"/> before it tries again, so that an outage is not a hot loop.</summary>
    public void Breaking() => _healthy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Healed() => _healthy.SetResult();

    /// <summary>Waits for so many acknowledgements from now on.</summary>
    public async Task AcknowledgedAsync(int count)
    {
        while (_progress.CurrentCount > 0)
        {
            await _progress.WaitAsync(_patience);
        }

        for (var i = 0; i < count; i++)
        {
            (await _progress.WaitAsync(_patience)).ShouldBeTrue($"acknowledgement {i + 1} of {count}");
        }
    }

    /// <summary>Ends the load and checks every stream and the feed.</summary>
    public async Task CheckAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_work).WaitAsync(_patience);
        var total = 0;
        for (var number = 0; number < _histories.Length; number++)
        {
            var stored = await StoreFixture.ReadAsync(Store, StoreFixture.Stream(number));
            _histories[number].Check(stored);
            total += stored.Count;
        }

        var feed = await StoreFixture.ReadFeedAsync(Store);
        feed.Count.ShouldBe(total, "events in the feed");
        foreach (var shard in feed.GroupBy(stored => stored.Shard))
        {
            shard.Select(stored => stored.Offset).ShouldBe(Enumerable.Range(1, shard.Count()).Select(number => (long)number), $"shard {shard.Key}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _healthy.TrySetResult();
        await Store.DisposeAsync();
        _stopping.Dispose();
        _progress.Dispose();
    }

    private async Task WorkAsync(AppendHistory history, EntityId stream)
    {
        var version = 0L;
        while (!_stopping.IsCancellationRequested)
        {
            var item = StoreFixture.Event($"{version}");
            try
            {
                var result = await Store.Journal.AppendAsync(StoreFixture.Request(_leases, stream, version, item));
                result.Status.ShouldBe(AppendStatus.Committed, $"{history.Name} at version {version}, the store says {result.StreamVersion}");
                history.Acknowledged(item.Id);
                version = result.StreamVersion;
                _progress.Release();
            }
            catch (JournalOutcomeUnknownException)
            {
                history.Unknown(item.Id);
                version = await ReadVersionAsync(stream);
            }
            catch (JournalException)
            {
                history.NotWritten(item.Id);
                await _healthy.Task.WaitAsync(_patience);
            }
        }
    }

    // An entity reads its stream before it writes again.
    private async Task<long> ReadVersionAsync(EntityId stream)
    {
        while (true)
        {
            await _healthy.Task.WaitAsync(_patience);
            try
            {
                return (await StoreFixture.ReadAsync(Store, stream)).Count;
            }
            catch (JournalException) when (!_stopping.IsCancellationRequested)
            {
                continue;
            }
        }
    }
}
