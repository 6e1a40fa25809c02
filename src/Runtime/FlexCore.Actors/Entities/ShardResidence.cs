namespace FlexCore.Actors.Entities;

/// <summary>How many entities of each shard one region has in memory.</summary>
/// <remarks>Thread-safe. Counting takes no lock unless somebody waits for the shard to be empty.</remarks>
internal sealed class ShardResidence(int shardCount)
{
    private readonly int[] _residents = new int[shardCount];
    private readonly Lock _gate = new();
    private readonly Dictionary<int, TaskCompletionSource> _waiting = [];
    private int _waiters;

    /// <summary>Counts an arrival. Must come before the shard's state is read, so that a drain which did not see the arrival is seen by it.</summary>
    public void Enter(int shard) => Interlocked.Increment(ref _residents[shard]);

    public void Leave(int shard)
    {
        if (Interlocked.Decrement(ref _residents[shard]) == 0 && Volatile.Read(ref _waiters) > 0)
        {
            Complete(shard);
        }
    }

    /// <summary>Completes when no entity of the shard is in memory.</summary>
    public Task WhenEmpty(int shard)
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            if (!_waiting.TryGetValue(shard, out var known))
            {
                known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add(shard, known);
                Interlocked.Increment(ref _waiters);
            }

            waiting = known;
        }

        // The last one may have left before this waiter was counted.
        if (Volatile.Read(ref _residents[shard]) == 0)
        {
            Complete(shard);
        }

        return waiting.Task;
    }

    private void Complete(int shard)
    {
        lock (_gate)
        {
            if (_waiting.Remove(shard, out var waiting))
            {
                Interlocked.Decrement(ref _waiters);
                waiting.SetResult();
            }
        }
    }
}
