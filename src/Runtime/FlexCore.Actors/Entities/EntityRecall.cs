using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>Loads the entities of shards that have come to this process, so that what their states wait for goes on without anybody asking.</summary>
/// <remarks>
/// Thread-safe. One task at a time goes through the directory, for all shards that have come since it last began; shards are served meanwhile. Who is loaded may leave memory again:
/// its timer stays. What cannot be loaded now is tried again until it can, or until its shard has gone.
/// </remarks>
/// <param name="region">Reads entities.</param>
/// <param name="directory">Which there are.</param>
/// <param name="log">Told what does not work.</param>
/// <param name="retryAfter">The pause before a further try.</param>
/// <param name="time">Measures it.</param>
internal sealed class EntityRecall(IRecalledRegion region, IEntityDirectory directory, EntityLog log, TimeSpan retryAfter, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How many entities are loaded at the same time.</summary>
    public const int LoadsMax = 16;

    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private HashSet<int> _shards = [];
    private List<EntityId> _failed = [];
    private Task _work = Task.CompletedTask;
    private TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isWorking;

    /// <summary>Begins to load the entities of some shards and returns at once.</summary>
    /// <param name="shards">The shards; those that this process does not own are passed over.</param>
    public void Begin(IEnumerable<int> shards)
    {
        lock (_gate)
        {
            _shards.UnionWith(shards);
            _came.TrySetResult();
            if (!_isWorking && _shards.Count > 0 && !_ending.IsCancellationRequested)
            {
                _isWorking = true;
                _work = Task.Run(WorkAsync);
            }
        }
    }

    /// <summary>Ends and waits until nothing is loaded any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        Task work;
        lock (_gate)
        {
            work = _work;
        }

        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WorkAsync()
    {
        while (Next() is var (shards, failed, came))
        {
            try
            {
                if (shards.Count == 0)
                {
                    // A shard that comes meanwhile does not wait for those that failed.
                    await PauseAsync(came);
                }

                await LoadAsync(shards, failed);
            }
            catch (Exception failure) when (!_ending.IsCancellationRequested)
            {
                // The supervision boundary: the directory cannot be read now, and nobody else would load them.
                log.NotRecalled(region.Kind, failure);
                Again(shards, failed);
                await Task.Delay(retryAfter, time, _ending.Token);
            }
        }
    }

    private async Task PauseAsync(Task came)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        await Task.WhenAny(Task.Delay(retryAfter, time, pause.Token), came);
        await pause.CancelAsync();
        _ending.Token.ThrowIfCancellationRequested();
    }

    private (HashSet<int> Shards, List<EntityId> Failed, Task Came)? Next()
    {
        lock (_gate)
        {
            if (_came.Task.IsCompleted)
            {
                _came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            var (shards, failed) = (_shards, _failed);
            (_shards, _failed) = ([], []);
            _isWorking = shards.Count + failed.Count > 0 && !_ending.IsCancellationRequested;
            return _isWorking ? (shards, failed, _came.Task) : null;
        }
    }

    private void Again(IEnumerable<int> shards, IEnumerable<EntityId> failed)
    {
        lock (_gate)
        {
            _shards.UnionWith(shards);
            _failed.AddRange(failed);
        }
    }

    private async Task LoadAsync(HashSet<int> shards, List<EntityId> failed)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = LoadsMax, CancellationToken = _ending.Token };
        if (shards.Count > 0)
        {
            await Parallel.ForEachAsync(directory.ListAsync(region.Kind, _ending.Token).Where(id => shards.Contains(region.ShardOf(id))), options, LoadOneAsync);
        }

        await Parallel.ForEachAsync(failed, options, LoadOneAsync);
    }

    private async ValueTask LoadOneAsync(EntityId id, CancellationToken cancellationToken)
    {
        if (!region.Owns(id))
        {
            return;
        }

        try
        {
            await region.LoadAsync(id, cancellationToken);
        }
        catch (EntityHistoryException broken)
        {
            // It stays stopped, whoever asks for it.
            log.EntityNotRecalled(id, broken);
        }
        catch (Exception failure) when (failure is EntityFailedException or AskTimeoutException)
        {
            log.EntityNotRecalled(id, failure);
            Again([], [id]);
        }
    }
}
