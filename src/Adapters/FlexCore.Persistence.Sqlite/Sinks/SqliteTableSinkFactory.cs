using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;

namespace FlexCore.Persistence.Sqlite.Sinks;

/// <summary>Makes sinks that write rows into a table of an SQLite database.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class SqliteTableSinkFactory : IRecordSinkFactory
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public IRecordSink? Create(SinkDefinition definition, RecordLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (definition is not SqliteSinkDefinition table)
        {
            return null;
        }

        if (layout.IsOpen)
        {
            throw new StreamException(
                "sqlite-open-record",
                $"The SQLite table '{table.Table}' needs to know its columns, but the records may have any field. Add a 'select' step that names them.");
        }

        return new SqliteTableSink(table.Path.Text, new TableShape(table, layout), BusyTimeout);
    }
}
