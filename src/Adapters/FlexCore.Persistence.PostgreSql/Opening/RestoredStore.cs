using FlexCore.Application.Feed;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.PostgreSql.Cluster;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.Persistence.Schema;

namespace FlexCore.Persistence.PostgreSql.Opening;

/// <summary>
/// Tells a store that it came out of a backup. Since that backup, epochs, incarnations and cursors were given out that the store does not know of, and it would give them again:
/// to nodes, so that a process of the lost time could write; and to readers, who would miss what is written now.
/// </summary>
internal static class RestoredStore
{
    /// <summary>How old a heartbeat must be before its node counts as ended.</summary>
    internal static readonly TimeSpan SilenceMin = TimeSpan.FromSeconds(30);

    // Seconds since 1970, by the database's clock, are above whatever was counted up one by one, also when the same backup is restored again and again.
    private static readonly string _sql = $"""
        WITH now AS MATERIALIZED (SELECT extract(epoch FROM clock_timestamp())::bigint AS seconds),
        living AS MATERIALIZED (
          SELECT string_agg(m.name || '@' || m.incarnation, ', ' ORDER BY m.name) AS nodes FROM member m
          WHERE m.status <> {MemberRow.Down} AND m.heartbeat_at > clock_timestamp() - $1),
        told AS (
          UPDATE store SET restore_epoch = greatest(restore_epoch + 1, seconds),
            membership_version = greatest(membership_version + {RestoreGap.Step}, seconds), shard_version = greatest(shard_version + {RestoreGap.Step}, seconds)
          FROM now, living WHERE living.nodes IS NULL RETURNING identity, restore_epoch, seconds),
        shards AS (UPDATE shard SET epoch = greatest(epoch + {RestoreGap.Step}, seconds), owner = NULL FROM told),
        leases AS (UPDATE lease SET epoch = greatest(epoch + {RestoreGap.Step}, seconds), expires_at = '-infinity' FROM told),
        names AS (UPDATE member_name SET incarnation = greatest(incarnation + {RestoreGap.Step}, seconds) FROM told),
        members AS (UPDATE member SET status = {MemberRow.Down} FROM told)
        SELECT living.nodes, told.identity, told.restore_epoch FROM living LEFT JOIN told ON true
        """;

    /// <exception cref="StoreException">There is no store, a node of it lives, or the server refuses.</exception>
    public static async Task<StoreIdentity> MarkAsync(PostgresDatabase database, PostgresStoreOptions options, CancellationToken cancellationToken)
    {
        var exists = await database.QueryAsync(
            "SELECT to_regclass($1) IS NOT NULL", [Parameter.Of($"{options.Schema}.store")], static reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
        if (!exists[0])
        {
            throw new StoreException(
                StoreFault.Mismatch, database.Location, $"There is no store in '{database.Location}'. Restore the backup first, or correct {PostgresStoreOptions.Section}.database or .schema. Nothing was changed.");
        }

        await StoreSchema.PrepareAsync(database, options, SqlScripts.Load(typeof(RestoredStore).Assembly), cancellationToken).ConfigureAwait(false);
        var (nodes, identity) = (await database.QueryAsync(
            _sql,
            [Parameter.Of(SilenceMin)],
            static reader => (
                Nodes: reader.IsDBNull(0) ? null : reader.GetString(0),
                Identity: reader.IsDBNull(1) ? null : new StoreIdentity(reader.GetGuid(1), reader.GetInt64(2))),
            cancellationToken,
            mayRepeat: false).ConfigureAwait(false))[0];
        return identity ?? throw new StoreException(
            StoreFault.Locked,
            database.Location,
            $"The store '{database.Location}' is in use by {nodes}. End every node first; one that was killed counts as ended {SilenceMin.TotalSeconds:F0} s after its last heartbeat. Nothing was changed.");
    }
}
