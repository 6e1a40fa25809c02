namespace FlexCore.Streams.Lookups;

/// <summary>Reads the table of a lookup, once for each compiled graph.</summary>
public interface ILookupReader
{
    /// <summary>Reads all rows.</summary>
    /// <param name="columns">The columns to read, in this order.</param>
    /// <param name="rows">Takes the rows.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FlexCore.Application.Streams.StreamException">The table is missing, damaged, or has not these columns. Codes begin with <c>lookup-</c>.</exception>
    ValueTask ReadAsync(IReadOnlyList<string> columns, LookupRows rows, CancellationToken cancellationToken);
}
