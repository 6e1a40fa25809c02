namespace FlexCore.Streams.Flows;

/// <summary>A typed stream: a description that does nothing until one of its <c>…Async</c> ends runs it; may be run any number of times.</summary>
/// <typeparam name="T">The items.</typeparam>
/// <remarks>
/// <para>Operators between two boundaries (<see cref="InParallel"/>, <see cref="SelectAsync"/>) are fused: they call each other on batches of up to 1,024 items, without
/// queues between them. Memory is bounded: one batch for each operator and <c>capacity</c> batches for each boundary; what one input batch
/// expands to through <see cref="SelectMany"/> waits before a boundary as well.</para>
/// <para>Order is kept everywhere. A fault in any operator stops the whole flow and comes out of the call that ran it.</para>
/// <para>Immutable and thread-safe, as long as the functions are.</para>
/// </remarks>
public sealed class Flow<T>
{
    private const int DefaultCapacity = 8;

    private readonly Action<FlowStage<T>, FlowRun> _connect;

    internal Flow(Action<FlowStage<T>, FlowRun> connect) => _connect = connect;

    /// <summary>Maps each item.</summary>
    /// <typeparam name="TOut">The results.</typeparam>
    /// <param name="selector">The mapping.</param>
    public Flow<TOut> Select<TOut>(Func<T, TOut> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new Flow<TOut>((next, run) => _connect(new SelectStage<T, TOut>(selector, next), run));
    }

    /// <summary>Keeps some items.</summary>
    /// <param name="predicate">Which.</param>
    public Flow<T> Where(Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return new Flow<T>((next, run) => _connect(new WhereStage<T>(predicate, next), run));
    }

    /// <summary>Replaces each item by any number of others.</summary>
    /// <typeparam name="TOut">The results.</typeparam>
    /// <param name="selector">The others.</param>
    public Flow<TOut> SelectMany<TOut>(Func<T, IEnumerable<TOut>> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new Flow<TOut>((next, run) => _connect(new SelectManyStage<T, TOut>(selector, next), run));
    }

    /// <summary>Maps each item asynchronously, several at a time; the results keep the order of the items and never wait for later ones. What follows runs on another task.</summary>
    /// <typeparam name="TOut">The results.</typeparam>
    /// <param name="parallelism">How many may run at the same time, from 1.</param>
    /// <param name="selector">The mapping.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parallelism"/> is below 1.</exception>
    public Flow<TOut> SelectAsync<TOut>(int parallelism, Func<T, CancellationToken, ValueTask<TOut>> selector)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        ArgumentNullException.ThrowIfNull(selector);
        return new Flow<TOut>((next, run) =>
        {
            var stage = new SelectAsyncStage<T, TOut>(selector, parallelism);
            run.Add(stop => stage.RunAsync(next, stop));
            _connect(stage, run);
        });
    }

    /// <summary>Joins every so many items; the last join may hold fewer.</summary>
    /// <param name="size">How many, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 1.</exception>
    public Flow<T[]> Chunk(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new Flow<T[]>((next, run) => _connect(new ChunkStage<T>(size, next), run));
    }

    /// <summary>Runs what follows on another task than what came before, joined by a bounded queue of batches.</summary>
    /// <param name="capacity">How many batches may wait, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public Flow<T> InParallel(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return new Flow<T>((next, run) =>
        {
            var boundary = new BoundaryStage<T>(capacity);
            run.Add(async stop =>
            {
                await foreach (var batch in boundary.Reader.ReadAllAsync(stop))
                {
                    next.Push(batch.Items.AsSpan(0, batch.Count));
                    batch.Return();
                    await next.FlushAsync(stop);
                }

                await next.CompleteAsync(stop);
            });
            _connect(boundary, run);
        });
    }

    /// <summary>Runs the flow and folds its items into one value.</summary>
    /// <typeparam name="TState">The value.</typeparam>
    /// <param name="seed">The value before the first item.</param>
    /// <param name="fold">Adds one item.</param>
    /// <param name="cancellationToken">Stops the flow.</param>
    public async Task<TState> AggregateAsync<TState>(TState seed, Func<TState, T, TState> fold, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fold);
        var end = new AggregateStage<T, TState>(seed, fold);
        await RunAsync(end, cancellationToken);
        return end.State;
    }

    /// <summary>Runs the flow and hands each item to an action, one after the other.</summary>
    /// <param name="action">The action; the flow waits for it.</param>
    /// <param name="cancellationToken">Stops the flow.</param>
    public Task ForEachAsync(Func<T, CancellationToken, ValueTask> action, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        return RunAsync(new ForEachStage<T>(action), cancellationToken);
    }

    /// <summary>Runs the flow and counts its items.</summary>
    /// <param name="cancellationToken">Stops the flow.</param>
    public Task<long> CountAsync(CancellationToken cancellationToken = default) =>
        AggregateAsync(0L, static (count, _) => count + 1, cancellationToken);

    /// <summary>Runs the flow and keeps all its items in memory.</summary>
    /// <param name="cancellationToken">Stops the flow.</param>
    public async Task<IReadOnlyList<T>> ToListAsync(CancellationToken cancellationToken = default) =>
        await AggregateAsync(
            new List<T>(),
            static (list, item) =>
            {
                list.Add(item);
                return list;
            },
            cancellationToken);

    private Task RunAsync(FlowStage<T> end, CancellationToken cancellationToken)
    {
        var run = new FlowRun();
        _connect(end, run);
        return run.RunAsync(cancellationToken);
    }
}
