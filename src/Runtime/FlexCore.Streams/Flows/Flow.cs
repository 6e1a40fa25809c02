namespace FlexCore.Streams.Flows;

/// <summary>Begins flows: typed streams in code, for embedding applications.</summary>
/// <example>
/// <code>
/// var total = await Flow.From(orders)
///     .Where(order => order.IsPaid)
///     .Select(order => order.Amount)
///     .AggregateAsync(0m, (sum, amount) => sum + amount);
/// </code>
/// </example>
public static class Flow
{
    /// <summary>A flow over an array, read in place.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The items; must not change while the flow runs.</param>
    public static Flow<T> From<T>(T[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new Flow<T>((next, run) => run.Add(async stop =>
        {
            for (var start = 0; start < items.Length; start += FlowBounds.BatchSize)
            {
                stop.ThrowIfCancellationRequested();
                next.Push(items.AsSpan(start, Math.Min(FlowBounds.BatchSize, items.Length - start)));
                await next.FlushAsync(stop);
            }

            await next.CompleteAsync(stop);
        }));
    }

    /// <summary>A flow over a sequence, which is enumerated once for each run.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The sequence.</param>
    public static Flow<T> From<T>(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new Flow<T>((next, run) => run.Add(async stop =>
        {
            using var enumerator = items.GetEnumerator();
            var batch = new T[FlowBounds.BatchSize];
            int count;
            while ((count = Fill(enumerator, batch)) > 0)
            {
                stop.ThrowIfCancellationRequested();
                next.Push(batch.AsSpan(0, count));
                await next.FlushAsync(stop);
            }

            await next.CompleteAsync(stop);
        }));
    }

    /// <summary>A flow over an asynchronous sequence. Items that are there already travel together; an item never waits for later ones.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The sequence.</param>
    public static Flow<T> From<T>(IAsyncEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new Flow<T>((next, run) => run.Add(stop => new AsyncSource<T>(items, next).RunAsync(stop)));
    }

    private static int Fill<T>(IEnumerator<T> enumerator, T[] batch)
    {
        var count = 0;
        while (count < batch.Length && enumerator.MoveNext())
        {
            batch[count++] = enumerator.Current;
        }

        return count;
    }
}
