using FlexCore.Application.TimeTravel;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.Records;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.EventIndex;

/// <summary>Kept states in a table of the store. Thread-safe.</summary>
internal sealed class PostgresStateSnapshots(PostgresDatabase database) : IStateSnapshots
{
    private const string Columns = "shape, version, newest_ticks, created_ticks, payload, checksum";

    private const string SaveSql = $"""
        INSERT INTO state_snapshot (stream, {Columns}) SELECT $1, $2, $3, $4, $5, $6, $7 FROM set_config('synchronous_commit', 'off', true)
        ON CONFLICT (stream, shape, version) DO UPDATE SET
          newest_ticks = excluded.newest_ticks, created_ticks = excluded.created_ticks, payload = excluded.payload, checksum = excluded.checksum
        """;

    internal const string FindSql = $"""
        SELECT {Columns} FROM state_snapshot WHERE stream = $1 AND shape = $2 AND version <= $3 AND newest_ticks <= $4 ORDER BY version DESC LIMIT 1
        """;

    public async ValueTask SaveAsync(StateSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        await database.ExecuteAsync(
            SaveSql,
            [
                Parameter.Of(snapshot.Stream.StreamId), Parameter.Of(snapshot.Shape), Parameter.Of(snapshot.Version), Parameter.Of(snapshot.NewestAt.UtcTicks),
                Parameter.Of(snapshot.CreatedAt.UtcTicks), Parameter.Of(snapshot.State), Parameter.Of(StateChecksum.Of(snapshot)),
            ],
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<StateSnapshot?> FindAsync(EntityId stream, string shape, long versionMax, DateTimeOffset newestMax, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var found = await database.QueryAsync(
            FindSql,
            [Parameter.Of(stream.StreamId), Parameter.Of(shape), Parameter.Of(versionMax), Parameter.Of(newestMax.UtcTicks)],
            reader => Read(stream, reader),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<IReadOnlyList<StateSnapshot>> ListAsync(EntityId stream, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var found = await database.QueryAsync(
            $"SELECT {Columns} FROM state_snapshot WHERE stream = $1 ORDER BY version DESC, shape LIMIT $2",
            [Parameter.Of(stream.StreamId), Parameter.Of((long)limit)],
            reader => Read(stream, reader),
            cancellationToken).ConfigureAwait(false);
        return [.. found.OfType<StateSnapshot>()];
    }

    public async ValueTask<long> CountAsync(TenantId tenant, CancellationToken cancellationToken = default) => (await database.QueryAsync(
        "SELECT count(*) FROM state_snapshot WHERE stream >= $1 AND stream < $2",
        [Parameter.Of($"{tenant.Value}/"), Parameter.Of($"{tenant.Value}0")],
        static reader => reader.GetInt64(0),
        cancellationToken).ConfigureAwait(false))[0];

    // Null for a damaged one.
    private static StateSnapshot? Read(EntityId stream, NpgsqlDataReader reader)
    {
        var (newest, created) = (reader.GetInt64(2), reader.GetInt64(3));
        if (!IsInstant(newest) || !IsInstant(created))
        {
            return null;
        }

        var snapshot = new StateSnapshot(
            stream, reader.GetString(0), reader.GetInt64(1), new DateTimeOffset(newest, TimeSpan.Zero), new DateTimeOffset(created, TimeSpan.Zero), reader.GetFieldValue<byte[]>(4));
        return StateChecksum.Of(snapshot) == reader.GetInt64(5) ? snapshot : null;
    }

    private static bool IsInstant(long ticks) => ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks;
}
