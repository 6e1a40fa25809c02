namespace FlexCore.Streams.Flows;

/// <summary>An operator that collects its output in one reused buffer and pushes it on at the end of each batch, or when the buffer is full.</summary>
/// <typeparam name="TIn">What it takes.</typeparam>
/// <typeparam name="TOut">What it gives.</typeparam>
/// <param name="next">The next operator.</param>
internal abstract class FlowOperator<TIn, TOut>(FlowStage<TOut> next) : FlowStage<TIn>
{
    private readonly TOut[] _buffer = new TOut[FlowBounds.BatchSize];
    private int _count;

    /// <inheritdoc/>
    public override ValueTask FlushAsync(CancellationToken cancellationToken) => next.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(CancellationToken cancellationToken) => next.CompleteAsync(cancellationToken);

    /// <summary>Room for a batch of output that is not larger than the input.</summary>
    /// <param name="size">The input's size.</param>
    protected Span<TOut> Room(int size) => _buffer.AsSpan(0, size);

    /// <summary>Pushes on what was written to <see cref="Room"/>.</summary>
    /// <param name="count">How many items.</param>
    protected void PushRoom(int count)
    {
        if (count > 0)
        {
            next.Push(_buffer.AsSpan(0, count));
        }
    }

    /// <summary>Adds one item, pushing on when the buffer is full.</summary>
    /// <param name="item">The item.</param>
    protected void Add(TOut item)
    {
        if (_count == _buffer.Length)
        {
            PushAdded();
        }

        _buffer[_count++] = item;
    }

    /// <summary>Pushes on what was added.</summary>
    protected void PushAdded()
    {
        var count = _count;
        _count = 0;
        PushRoom(count);
    }
}
