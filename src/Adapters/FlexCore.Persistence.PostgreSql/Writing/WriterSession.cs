using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>One writer's connection with its statements. Used by that writer alone; thrown away after any failure that leaves a commit's outcome open.</summary>
internal sealed class WriterSession : IAsyncDisposable
{
    // One statement, so one transaction: the fence, the rows and the commit. The rows of shards whose epoch has moved are left out.
    // FOR SHARE waits for a take-over that is under way and then sees its epoch; a take-over waits for this statement.
    internal const string AppendSql = """
        WITH want AS MATERIALIZED (SELECT * FROM unnest($16, $17) AS w(shard, epoch)),
        fence AS MATERIALIZED (
          SELECT s.shard FROM shard s JOIN want w ON s.shard = w.shard AND s.epoch = w.epoch ORDER BY s.shard FOR SHARE OF s),
        added AS (
          INSERT INTO event (shard, shard_offset, stream, version, id, type, schema_version, time_ticks,
            principal, correlation, causation, idempotency_key, payload, checksum, trace)
          SELECT e.* FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            AS e(shard, shard_offset, stream, version, id, type, schema_version, time_ticks,
              principal, correlation, causation, idempotency_key, payload, checksum, trace)
          WHERE e.shard IN (SELECT shard FROM fence))
        SELECT shard FROM fence
        """;

    internal const string ShardsSql = """
        SELECT s.shard, s.epoch,
          coalesce((SELECT e.shard_offset FROM event e WHERE e.shard = s.shard ORDER BY e.shard_offset DESC LIMIT 1), 0)
        FROM shard s WHERE s.shard = ANY($1)
        """;

    internal const string HeadsSql = """
        SELECT coalesce((SELECT e.version FROM event e WHERE e.stream = w.stream ORDER BY e.version DESC LIMIT 1), 0)
        FROM unnest($1) WITH ORDINALITY AS w(stream, place) ORDER BY w.place
        """;

    private const string WrittenSql = """
        SELECT e.shard FROM event e JOIN unnest($1, $2, $3) AS w(shard, shard_offset, checksum)
          ON e.shard = w.shard AND e.shard_offset = w.shard_offset AND e.checksum = w.checksum
        """;

    private readonly NpgsqlConnection _connection;
    private readonly List<int> _wantedShards = [];
    private readonly List<long> _wantedEpochs = [];
    private readonly NpgsqlCommand _shards;
    private readonly NpgsqlParameter<int[]> _shardsParameter = new() { TypedValue = [] };
    private readonly NpgsqlCommand _heads;
    private readonly NpgsqlParameter<string[]> _headsParameter = new() { TypedValue = [] };
    private NpgsqlCommand? _append;
    private EventColumns? _appendColumns;

    private WriterSession(NpgsqlConnection connection)
    {
        _connection = connection;
        ProcessId = connection.ProcessID;
        _shards = new NpgsqlCommand(ShardsSql, connection);
        _shards.Parameters.Add(_shardsParameter);
        _heads = new NpgsqlCommand(HeadsSql, connection);
        _heads.Parameters.Add(_headsParameter);
    }

    /// <summary>The server's process for this session; known after the session has broken, too.</summary>
    public int ProcessId { get; }

    public static async ValueTask<WriterSession> OpenAsync(PostgresDatabase database)
    {
        var connection = await database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
        var session = new WriterSession(connection);
        try
        {
            await session._shards.PrepareAsync().ConfigureAwait(false);
            await session._heads.PrepareAsync().ConfigureAwait(false);
            return session;
        }
        catch (Exception error) when (PostgresErrors.IsOurs(error))
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw PostgresErrors.Of(error, database.Location);
        }
    }

    /// <summary>Reads epoch and newest offset of some shards, in one snapshot.</summary>
    public async Task ReadShardsAsync(int[] shards, KnownShards known)
    {
        _shardsParameter.TypedValue = shards;
        var reader = await _shards.ExecuteReaderAsync().ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                known.Learn(reader.GetInt32(0), new ShardState(reader.GetInt64(1), reader.GetInt64(2)));
            }
        }
    }

    /// <summary>Reads the newest versions of some streams.</summary>
    public async Task ReadHeadsAsync(IReadOnlyList<(EntityId Stream, ShardState Shard)> streams)
    {
        _headsParameter.TypedValue = [.. streams.Select(static wanted => wanted.Stream.StreamId)];
        var reader = await _heads.ExecuteReaderAsync().ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            for (var i = 0; await reader.ReadAsync().ConfigureAwait(false); i++)
            {
                streams[i].Shard.Learn(streams[i].Stream, reader.GetInt64(0));
            }
        }
    }

    /// <summary>Appends a batch, durably.</summary>
    /// <returns>The shards whose epoch was right; of the others nothing was written.</returns>
    public async Task<HashSet<int>> AppendAsync(AppendBatch batch)
    {
        var command = await CommandAsync(batch.Columns).ConfigureAwait(false);
        _wantedShards.Clear();
        _wantedShards.AddRange(batch.Epochs.Keys);
        _wantedEpochs.Clear();
        _wantedEpochs.AddRange(batch.Epochs.Values);
        var held = new HashSet<int>();
        var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                held.Add(reader.GetInt32(0));
            }

            // The commit comes after the rows. Only this call waits for it and reports what went wrong; disposing the reader would hide a time-out.
            await reader.NextResultAsync().ConfigureAwait(false);
        }

        return held;
    }

    /// <summary>Finds out which shards of an earlier batch were written.</summary>
    /// <param name="rows">One row of each shard; its checksum covers everything in it.</param>
    public async Task<HashSet<int>> ReadWrittenAsync(IReadOnlyList<(int Shard, long Offset, long Checksum)> rows)
    {
        var written = new HashSet<int>();
        var command = new NpgsqlCommand(WrittenSql, _connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(Parameter.Of<int[]>([.. rows.Select(static row => row.Shard)]));
            command.Parameters.Add(Parameter.Of<long[]>([.. rows.Select(static row => row.Offset)]));
            command.Parameters.Add(Parameter.Of<long[]>([.. rows.Select(static row => row.Checksum)]));
            var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync().ConfigureAwait(false))
                {
                    written.Add(reader.GetInt32(0));
                }
            }
        }

        return written;
    }

    public async ValueTask DisposeAsync()
    {
        await _shards.DisposeAsync().ConfigureAwait(false);
        await _heads.DisposeAsync().ConfigureAwait(false);
        if (_append is { } append)
        {
            await append.DisposeAsync().ConfigureAwait(false);
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<NpgsqlCommand> CommandAsync(EventColumns columns)
    {
        if (_append is null || _appendColumns != columns)
        {
            _append = new NpgsqlCommand(AppendSql, _connection);
            _append.Parameters.AddRange(columns.Parameters());
            _append.Parameters.Add(Parameter.Of(_wantedShards));
            _append.Parameters.Add(Parameter.Of(_wantedEpochs));
            _appendColumns = columns;
            await _append.PrepareAsync().ConfigureAwait(false);
        }

        return _append;
    }
}
