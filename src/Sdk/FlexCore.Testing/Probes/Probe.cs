using System.Threading.Channels;

namespace FlexCore.Testing.Probes;

/// <summary>Collects what the code under test sends, so that a test can await the next item instead of sleeping.</summary>
/// <typeparam name="T">What is collected.</typeparam>
/// <remarks>Thread-safe. Holds at most <see cref="CapacityMax"/> items that nobody has taken.</remarks>
public sealed class Probe<T>
{
    /// <summary>The most items that may wait in a probe.</summary>
    public const int CapacityMax = 1_000_000;

    private readonly Channel<T> _items = Channel.CreateBounded<T>(CapacityMax);

    /// <summary>How many items wait to be taken.</summary>
    public int Count => _items.Reader.Count;

    /// <summary>Adds an item.</summary>
    /// <param name="item">The item.</param>
    /// <exception cref="InvalidOperationException">The probe is full: the test has forgotten to take from it.</exception>
    public void Add(T item)
    {
        if (!_items.Writer.TryWrite(item))
        {
            throw new InvalidOperationException($"The probe already holds {CapacityMax} items. Take them with NextAsync.");
        }
    }

    /// <summary>Waits for the next item.</summary>
    /// <param name="phase">What the test is waiting for; it appears in the failure message.</param>
    /// <param name="timeout">How long to wait; 30 s when not given. Never used to measure, only to end a hung test.</param>
    /// <returns>The item.</returns>
    /// <exception cref="TimeoutException">Nothing came.</exception>
    public async Task<T> NextAsync(string phase, TimeSpan? timeout = null)
    {
        var limit = timeout ?? TimeSpan.FromSeconds(30);
        try
        {
            return await _items.Reader.ReadAsync().AsTask().WaitAsync(limit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{phase}: no {typeof(T).Name} within {limit}.");
        }
    }

    /// <summary>Waits for several items.</summary>
    /// <param name="count">How many.</param>
    /// <param name="phase">What the test is waiting for; it appears in the failure message.</param>
    /// <returns>The items in the order of their arrival.</returns>
    /// <exception cref="TimeoutException">Too few came.</exception>
    public async Task<IReadOnlyList<T>> NextAsync(int count, string phase)
    {
        var items = new List<T>(count);
        while (items.Count < count)
        {
            items.Add(await NextAsync($"{phase}, item {items.Count + 1} of {count}").ConfigureAwait(false));
        }

        return items;
    }
}
