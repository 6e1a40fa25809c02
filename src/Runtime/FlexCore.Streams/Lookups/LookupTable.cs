using FlexCore.Application.Streams;

namespace FlexCore.Streams.Lookups;

/// <summary>The table of a lookup step: read when the graph is started for the first time, and kept as it was then.</summary>
/// <remarks>Thread-safe. Two starts at the same time may both read; the first result is the one that counts.</remarks>
/// <param name="reader">Reads the rows.</param>
/// <param name="columns">The columns: first those of the key.</param>
/// <param name="keyParts">How many of them make the key.</param>
/// <param name="name">The table's name in messages.</param>
internal sealed class LookupTable(ILookupReader reader, IReadOnlyList<string> columns, int keyParts, string name)
{
    private LookupRows? _rows;

    /// <summary>The table's name in messages.</summary>
    public string Name => name;

    /// <summary>The rows.</summary>
    public LookupRows Rows => Volatile.Read(ref _rows) ?? throw new InvalidOperationException($"The lookup table {name} was not read. Graphs are started by the runtime.");

    /// <summary>Reads the rows, unless that has happened.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StreamException">The table cannot be read.</exception>
    public async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _rows) is not null)
        {
            return;
        }

        var rows = new LookupRows(keyParts, name);
        await reader.ReadAsync(columns, rows, cancellationToken);
        rows.Complete();
        Interlocked.CompareExchange(ref _rows, rows, null);
    }
}
