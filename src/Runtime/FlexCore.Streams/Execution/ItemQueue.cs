using System.Threading.Channels;

namespace FlexCore.Streams.Execution;

/// <summary>Hands the ordered stage its items, and lets it take a checkpoint when one is due while none comes.</summary>
/// <remarks>Used by the ordered stage's task alone. There is at most one alarm at a time, and none while nothing waits for a checkpoint: idle costs nothing.</remarks>
/// <param name="items">The items in input order.</param>
/// <param name="stage">Knows when a checkpoint is due.</param>
/// <param name="clock">Wakes it.</param>
internal sealed class ItemQueue(ChannelReader<WorkItem> items, OrderedStage stage, TimeProvider clock)
{
    private Task? _alarm;

    /// <summary>Takes the next item.</summary>
    /// <param name="cancellationToken">Set on abort; cancelled at the latest when the attempt ends.</param>
    /// <returns>The item, or <see langword="null"/> when no more will come.</returns>
    public async ValueTask<WorkItem?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (items.TryRead(out var item))
            {
                return item;
            }

            var ready = items.WaitToReadAsync(cancellationToken).AsTask();
            while (!ready.IsCompleted && stage.CheckpointDueIn is { } due)
            {
                // An alarm may be older than the last checkpoint; then it rings early, and the next one is set to the right time.
                _alarm ??= Task.Delay(due, clock, cancellationToken);
                await Task.WhenAny(ready, _alarm);
                if (_alarm.IsCompleted)
                {
                    _alarm = null;
                    await stage.CheckpointIfDueAsync(cancellationToken);
                }
            }

            if (!await ready)
            {
                return null;
            }
        }
    }
}
