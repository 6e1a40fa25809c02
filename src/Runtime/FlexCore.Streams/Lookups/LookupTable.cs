using FlexCore.Application.Streams;

namespace FlexCore.Streams.Lookups;

/// <summary>The table of a lookup step: read when the graph is started for the first time, and kept as it was then, unless it is to be refreshed.</summary>
/// <remarks>
/// Thread-safe. Two starts at the same time may both read; of a table that is kept the first result counts. One that is refreshed is exchanged as a whole: a batch
/// of records is enriched from one table.
/// </remarks>
/// <param name="reader">Reads the rows.</param>
/// <param name="columns">The columns: first those of the key.</param>
/// <param name="keyParts">How many of them make the key.</param>
/// <param name="name">The table's name in messages.</param>
internal sealed class LookupTable(ILookupReader reader, IReadOnlyList<string> columns, int keyParts, string name)
{
    /// <summary>The least time between two looks.</summary>
    public static readonly TimeSpan ShortestRefresh = TimeSpan.FromSeconds(1);

    /// <summary>The greatest time between two looks.</summary>
    public static readonly TimeSpan LongestRefresh = TimeSpan.FromDays(1);

    private Reading? _reading;

    /// <summary>The table's name in messages.</summary>
    public string Name => name;

    /// <summary>How often to look for changes, or <see langword="null"/> for never.</summary>
    public TimeSpan? Refresh { get; init; }

    /// <summary>The rows.</summary>
    public LookupRows Rows => Volatile.Read(ref _reading)?.Rows ?? throw new InvalidOperationException($"The lookup table {name} was not read. Graphs are started by the runtime.");

    /// <summary>Reads the rows, unless that has happened and they are kept.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StreamException">The table cannot be read.</exception>
    public async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (Refresh is not null)
        {
            await RefreshAsync(cancellationToken);
        }
        else if (Volatile.Read(ref _reading) is null)
        {
            Interlocked.CompareExchange(ref _reading, await ReadAsync(stamp: null, cancellationToken), null);
        }
    }

    /// <summary>Takes the table as it is now, if it has changed.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Whether other rows are there now.</returns>
    /// <exception cref="StreamException">The table cannot be read; the rows stay.</exception>
    public async ValueTask<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        // The stamp is older than what is read, so a change in between is found at the next look; so is an older reading that comes last.
        var stamp = reader.Stamp();
        var known = Volatile.Read(ref _reading);
        if (known is not null && stamp is not null && string.Equals(stamp, known.Stamp, StringComparison.Ordinal))
        {
            return false;
        }

        var reading = await ReadAsync(stamp, cancellationToken);
        var isSame = string.Equals(reading.Rows.Fingerprint, known?.Rows.Fingerprint, StringComparison.Ordinal);
        Volatile.Write(ref _reading, known is not null && isSame ? known with { Stamp = stamp } : reading);
        return !isSame;
    }

    private async ValueTask<Reading> ReadAsync(string? stamp, CancellationToken cancellationToken)
    {
        var rows = new LookupRows(keyParts, name);
        await reader.ReadAsync(columns, rows, cancellationToken);
        rows.Complete();
        return new Reading(rows, stamp);
    }

    private sealed record Reading(LookupRows Rows, string? Stamp);
}
