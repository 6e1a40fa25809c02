using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Metrics;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.Records;
using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>Snapshots. A save waits for no flush: whatever durable append follows it in the log of the database makes it durable too. Thread-safe.</summary>
internal sealed partial class PostgresSnapshotStore(PostgresDatabase database, JournalInstruments instruments, ILogger logger) : ISnapshotStore
{
    private const string SaveSql = """
        INSERT INTO snapshot AS old (stream, version, type, schema_version, payload, checksum)
        SELECT $1, $2, $3, $4, $5, $6 FROM set_config('synchronous_commit', 'off', true)
        ON CONFLICT (stream) DO UPDATE SET version = excluded.version, type = excluded.type,
          schema_version = excluded.schema_version, payload = excluded.payload, checksum = excluded.checksum
        WHERE old.version <= excluded.version OR $7
        """;

    internal const string LoadSql = "SELECT version, type, schema_version, payload, checksum FROM snapshot WHERE stream = $1";

    private readonly ILogger _logger = logger;

    public async ValueTask SaveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (await SaveAsync(snapshot, evenIfOlder: false, cancellationToken).ConfigureAwait(false) > 0)
        {
            return;
        }

        // The stored one says that it is newer. A damaged row must not win, whatever version it shows.
        var (_, isDamaged) = await ReadAsync(snapshot.Stream, cancellationToken).ConfigureAwait(false);
        if (isDamaged)
        {
            await SaveAsync(snapshot, evenIfOlder: true, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<StoredSnapshot?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var (snapshot, isDamaged) = await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
        if (isDamaged)
        {
            instruments.SnapshotDamaged();
            LogDamaged(stream.StreamId);
        }

        return snapshot;
    }

    private ValueTask<int> SaveAsync(StoredSnapshot snapshot, bool evenIfOlder, CancellationToken cancellationToken) => database.ExecuteAsync(
        SaveSql,
        [
            Parameter.Of(snapshot.Stream.StreamId), Parameter.Of(snapshot.Version), Parameter.Of(snapshot.Type), Parameter.Of(snapshot.SchemaVersion),
            Parameter.Of(snapshot.Payload), Parameter.Of(SnapshotChecksum.Of(snapshot)), Parameter.Of(evenIfOlder),
        ],
        cancellationToken);

    private async ValueTask<(StoredSnapshot? Snapshot, bool IsDamaged)> ReadAsync(EntityId stream, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            LoadSql,
            [Parameter.Of(stream.StreamId)],
            reader => (
                Snapshot: new StoredSnapshot(stream, reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), reader.GetFieldValue<byte[]>(3)),
                Checksum: reader.GetInt64(4)),
            cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return (null, false);
        }

        var isDamaged = SnapshotChecksum.Of(rows[0].Snapshot) != rows[0].Checksum;
        return (isDamaged ? null : rows[0].Snapshot, isDamaged);
    }
}
