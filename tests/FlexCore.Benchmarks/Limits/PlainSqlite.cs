using SQLitePCL;

namespace FlexCore.Benchmarks.Limits;

/// <summary>
/// The raw limit: one thread inserts ready-made rows with the same columns into an append-only table without any secondary index, WAL
/// and synchronous=FULL, a fixed number of rows per commit. No queue, no checks, no checksums, no answers.
/// </summary>
public sealed class PlainSqlite : IDisposable
{
    private readonly sqlite3 _database;

    public PlainSqlite(string folder)
    {
        Batteries_V2.Init();
        Require(raw.sqlite3_open(Path.Combine(folder, "plain.db"), out _database));
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute("""
            CREATE TABLE event (seq INTEGER PRIMARY KEY, shard INTEGER NOT NULL, shard_offset INTEGER NOT NULL, stream TEXT NOT NULL,
              version INTEGER NOT NULL, id BLOB NOT NULL, type TEXT NOT NULL, schema_version INTEGER NOT NULL, time_ticks INTEGER NOT NULL,
              principal TEXT NOT NULL, correlation TEXT NOT NULL, causation TEXT NOT NULL, idempotency_key TEXT, payload BLOB NOT NULL,
              checksum INTEGER NOT NULL)
            """);
    }

    /// <summary>Inserts rows.</summary>
    /// <param name="count">How many.</param>
    /// <param name="batch">Rows per commit.</param>
    /// <param name="streamCount">Over how many streams they are spread.</param>
    /// <param name="payload">The payload of every row.</param>
    public void Insert(int count, int batch, int streamCount, byte[] payload)
    {
        Require(raw.sqlite3_prepare_v2(_database, "BEGIN IMMEDIATE", out var begin));
        Require(raw.sqlite3_prepare_v2(_database, "COMMIT", out var commit));
        Require(raw.sqlite3_prepare_v2(
            _database,
            """
            INSERT INTO event (shard, shard_offset, stream, version, id, type, schema_version, time_ticks,
              principal, correlation, causation, idempotency_key, payload, checksum)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL, ?12, ?13)
            """,
            out var insert));
        var texts = new RowTexts(streamCount);
        for (var done = 0; done < count; done += batch)
        {
            Step(begin);
            for (var row = done; row < Math.Min(count, done + batch); row++)
            {
                Bind(insert, row, texts, payload);
                Step(insert);
            }

            Step(commit);
        }

        begin.Dispose();
        commit.Dispose();
        insert.Dispose();
    }

    /// <summary>Reads the payloads of a stream in order.</summary>
    public void ReadPayloads(string stream, Action<ReadOnlySpan<byte>> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        Require(raw.sqlite3_prepare_v2(_database, "SELECT version, payload FROM event WHERE stream = ?1 ORDER BY seq", out var select));
        raw.sqlite3_bind_text(select, 1, stream);
        while (raw.sqlite3_step(select) == raw.SQLITE_ROW)
        {
            use(raw.sqlite3_column_blob(select, 1));
        }

        select.Dispose();
    }

    public void Execute(string sql) => Require(raw.sqlite3_exec(_database, sql));

    public void Dispose() => _database.Dispose();

    private static void Bind(sqlite3_stmt insert, int row, RowTexts texts, byte[] payload)
    {
        raw.sqlite3_bind_int(insert, 1, row % 256);
        raw.sqlite3_bind_int64(insert, 2, (row / 256) + 1);
        raw.sqlite3_bind_text(insert, 3, texts.Stream(row));
        raw.sqlite3_bind_int64(insert, 4, (row / texts.StreamCount) + 1);
        raw.sqlite3_bind_blob(insert, 5, texts.Id);
        raw.sqlite3_bind_text(insert, 6, texts.Type);
        raw.sqlite3_bind_int(insert, 7, 1);
        raw.sqlite3_bind_int64(insert, 8, SampleEvents.Metadata.Time.UtcTicks);
        raw.sqlite3_bind_text(insert, 9, texts.Principal);
        raw.sqlite3_bind_text(insert, 10, texts.Correlation);
        raw.sqlite3_bind_text(insert, 11, texts.Causation);
        raw.sqlite3_bind_blob(insert, 12, payload);
        raw.sqlite3_bind_int64(insert, 13, uint.MaxValue - row);
    }

    private static void Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE)
        {
            Require(result);
        }
    }

    private static void Require(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new InvalidOperationException($"SQLite answered {result}: {raw.sqlite3_errstr(result).utf8_to_string()}");
        }
    }
}
