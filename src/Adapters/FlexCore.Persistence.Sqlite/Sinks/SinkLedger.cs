using FlexCore.Domain;
using Microsoft.Data.Sqlite;

namespace FlexCore.Persistence.Sqlite.Sinks;

/// <summary>
/// How many rows of a run a table has taken, kept in the same database and changed in the same transaction as the rows. That is what makes
/// the effect exactly once: after a crash the runtime sends rows again, and the ledger says how many of them are already there.
/// </summary>
internal sealed class SinkLedger(SqliteConnection connection, EntityId stream, string runId, string table)
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS flexcore_sink_ledger (
            stream     TEXT    NOT NULL,
            table_name TEXT    NOT NULL,
            run_id     TEXT    NOT NULL,
            row_count  INTEGER NOT NULL,
            PRIMARY KEY (stream, table_name)
        ) WITHOUT ROWID
        """;

    private const string Upsert = """
        INSERT INTO flexcore_sink_ledger (stream, table_name, run_id, row_count) VALUES ($stream, $table, $run, $rows)
        ON CONFLICT (stream, table_name) DO UPDATE SET run_id = excluded.run_id, row_count = excluded.row_count
        """;

    /// <summary>Creates the ledger if the database has none.</summary>
    public void EnsureCreated()
    {
        using var command = connection.CreateCommand();
        command.CommandText = Schema;
        command.ExecuteNonQuery();
    }

    /// <summary>The rows this run has committed; 0 when the ledger's entry is of another run or missing.</summary>
    public long Read()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT row_count FROM flexcore_sink_ledger WHERE stream = $stream AND table_name = $table AND run_id = $run";
        AddIdentity(command);
        return command.ExecuteScalar() is long rows ? rows : 0;
    }

    /// <summary>Writes down the rows this run has committed once the transaction around the call commits.</summary>
    /// <param name="rows">The number of rows since the run began.</param>
    public void Write(long rows)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Upsert;
        AddIdentity(command);
        command.Parameters.AddWithValue("$rows", rows);
        command.ExecuteNonQuery();
    }

    private void AddIdentity(SqliteCommand command)
    {
        command.Parameters.AddWithValue("$stream", stream.StreamId);
        command.Parameters.AddWithValue("$table", table);
        command.Parameters.AddWithValue("$run", runId);
    }
}
