namespace FlexCore.Streams.Lookups;

/// <summary>Reads the table of a lookup: once for each compiled graph, or again and again when the step says <c>refresh</c>. Called from any thread.</summary>
public interface ILookupReader
{
    /// <summary>Reads all rows.</summary>
    /// <param name="columns">The columns to read, in this order.</param>
    /// <param name="rows">Takes the rows.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FlexCore.Application.Streams.StreamException">The table is missing, damaged, or has not these columns. Codes begin with <c>lookup-</c>.</exception>
    ValueTask ReadAsync(IReadOnlyList<string> columns, LookupRows rows, CancellationToken cancellationToken);

    /// <summary>A text that differs when the table has changed since it was asked for last; asked before reading. Cheap: nothing is read.</summary>
    /// <returns>The text; <see langword="null"/> when only reading can tell.</returns>
    string? Stamp() => null;
}
