namespace FlexCore.Streams.Flows;

/// <summary>Maps items.</summary>
internal sealed class SelectStage<TIn, TOut>(Func<TIn, TOut> selector, FlowStage<TOut> next) : FlowOperator<TIn, TOut>(next)
{
    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<TIn> batch)
    {
        var room = Room(batch.Length);
        for (var i = 0; i < batch.Length; i++)
        {
            room[i] = selector(batch[i]);
        }

        PushRoom(batch.Length);
    }
}

/// <summary>Keeps items.</summary>
internal sealed class WhereStage<T>(Func<T, bool> predicate, FlowStage<T> next) : FlowOperator<T, T>(next)
{
    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<T> batch)
    {
        var room = Room(batch.Length);
        var kept = 0;
        foreach (var item in batch)
        {
            if (predicate(item))
            {
                room[kept++] = item;
            }
        }

        PushRoom(kept);
    }
}

/// <summary>Expands items.</summary>
internal sealed class SelectManyStage<TIn, TOut>(Func<TIn, IEnumerable<TOut>> selector, FlowStage<TOut> next) : FlowOperator<TIn, TOut>(next)
{
    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<TIn> batch)
    {
        foreach (var item in batch)
        {
            foreach (var part in selector(item))
            {
                Add(part);
            }
        }

        PushAdded();
    }
}

/// <summary>Joins every so many items; the last join may be smaller.</summary>
internal sealed class ChunkStage<T>(int size, FlowStage<T[]> next) : FlowOperator<T, T[]>(next)
{
    private readonly List<T> _pending = new(Math.Min(size, FlowBounds.BatchSize));

    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<T> batch)
    {
        foreach (var item in batch)
        {
            _pending.Add(item);
            if (_pending.Count == size)
            {
                Add([.. _pending]);
                _pending.Clear();
            }
        }

        PushAdded();
    }

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_pending.Count > 0)
        {
            Add([.. _pending]);
            _pending.Clear();
            PushAdded();
        }

        return base.CompleteAsync(cancellationToken);
    }
}
