using FlexCore.Application.Cluster;
using FlexCore.Persistence.PostgreSql.Database;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Cluster;

/// <summary>Named leases. Every call is one statement; time is the database's. A released lease expires at <c>-infinity</c> and keeps its epoch. Thread-safe.</summary>
internal sealed class PostgresLeaseTable(PostgresDatabase database) : ILeaseTable
{
    // Every taking is a new epoch, its owner's too: what the owner sent before and what arrives late must not touch it.
    private static readonly string _acquireSql = $"""
        INSERT INTO lease AS l (name, epoch, owner, taken_at, expires_at)
        SELECT $1, 1, $2, clock_timestamp(), clock_timestamp() + $3 WHERE {MemberRow.IsAlive("$2")}
        ON CONFLICT (name) DO UPDATE SET
          epoch = l.epoch + 1,
          owner = excluded.owner,
          taken_at = excluded.taken_at,
          expires_at = excluded.expires_at
        WHERE l.owner = excluded.owner OR l.expires_at <= clock_timestamp() OR NOT {MemberRow.IsAlive("l.owner")}
        RETURNING epoch
        """;

    // The list is read as of the statement's begin, when those that it renews may have expired: what was renewed is held all the same.
    internal static readonly string RenewSql = $"""
        WITH held AS MATERIALIZED (
          SELECT l.name FROM lease l JOIN unnest($1, $2) AS h(name, epoch) ON l.name = h.name AND l.epoch = h.epoch
          WHERE l.owner = $3 AND l.expires_at > '-infinity' AND {MemberRow.IsAlive("$3")}
          ORDER BY l.name FOR NO KEY UPDATE OF l),
        renewed AS (UPDATE lease l SET expires_at = clock_timestamp() + $4 FROM held h WHERE l.name = h.name RETURNING l.name)
        SELECT {HoldingColumns}, r.name IS NOT NULL FROM lease l LEFT JOIN renewed r ON r.name = l.name ORDER BY l.name
        """;

    private static readonly string _listSql = $"SELECT {HoldingColumns} FROM lease l ORDER BY l.name";

    private static string HoldingColumns => $"l.name, l.epoch, l.owner, l.taken_at, l.expires_at > clock_timestamp() AND {MemberRow.IsAlive("l.owner")}";

    public async ValueTask<NamedLease?> TryAcquireAsync(string name, NodeId owner, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        var epochs = await database.QueryAsync(
            _acquireSql,
            [Parameter.Of(name), Parameter.Of(owner.ToString()), Parameter.Of(ttl)],
            static reader => reader.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return epochs.Count == 0 ? null : new NamedLease(name, epochs[0], owner);
    }

    public async ValueTask<LeaseRenewal> RenewAsync(IReadOnlyCollection<NamedLease> leases, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        var owner = LeaseRenewal.OwnerOf(leases);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        if (owner is null)
        {
            return new LeaseRenewal(new HashSet<NamedLease>(), await ListAsync(cancellationToken).ConfigureAwait(false));
        }

        var rows = await database.QueryAsync(
            RenewSql,
            [
                Parameter.Of<string[]>([.. leases.Select(static lease => lease.Name)]), Parameter.Of<long[]>([.. leases.Select(static lease => lease.Epoch)]),
                Parameter.Of(owner.ToString()), Parameter.Of(ttl),
            ],
            static reader => (Holding: Holding(reader), IsKept: reader.GetBoolean(5)),
            cancellationToken).ConfigureAwait(false);
        return new LeaseRenewal(
            rows.Where(static row => row.IsKept).Select(static row => row.Holding.Lease).ToHashSet(),
            [.. rows.Select(static row => row.Holding with { IsHeld = row.IsKept || row.Holding.IsHeld })]);
    }

    public async ValueTask ReleaseAsync(NamedLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await database.ExecuteAsync(
            "UPDATE lease SET expires_at = '-infinity' WHERE name = $1 AND epoch = $2 AND owner = $3",
            [Parameter.Of(lease.Name), Parameter.Of(lease.Epoch), Parameter.Of(lease.Owner.ToString())],
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(CancellationToken cancellationToken = default) =>
        await database.QueryAsync(_listSql, [], Holding, cancellationToken).ConfigureAwait(false);

    private static LeaseHolding Holding(NpgsqlDataReader reader) =>
        new(new NamedLease(reader.GetString(0), reader.GetInt64(1), NodeId.Parse(reader.GetString(2))), MemberRow.Time(reader, 3), reader.GetBoolean(4));
}
