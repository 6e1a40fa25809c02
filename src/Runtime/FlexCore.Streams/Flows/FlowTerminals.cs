namespace FlexCore.Streams.Flows;

/// <summary>Folds items into one value.</summary>
internal sealed class AggregateStage<T, TState>(TState seed, Func<TState, T, TState> fold) : FlowStage<T>
{
    /// <summary>The value so far.</summary>
    public TState State { get; private set; } = seed;

    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<T> batch)
    {
        var state = State;
        foreach (var item in batch)
        {
            state = fold(state, item);
        }

        State = state;
    }

    /// <inheritdoc/>
    public override ValueTask FlushAsync(CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(CancellationToken cancellationToken) => default;
}

/// <summary>Hands items to an asynchronous action, one after the other; the source waits for it.</summary>
internal sealed class ForEachStage<T>(Func<T, CancellationToken, ValueTask> action) : FlowStage<T>
{
    private readonly List<T> _pending = [];

    /// <inheritdoc/>
    public override void Push(ReadOnlySpan<T> batch) => _pending.AddRange(batch);

    /// <inheritdoc/>
    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var item in _pending)
        {
            await action(item, cancellationToken);
        }

        _pending.Clear();
    }

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);
}
