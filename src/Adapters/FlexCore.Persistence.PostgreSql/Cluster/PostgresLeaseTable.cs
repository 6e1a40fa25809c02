using FlexCore.Application.Cluster;
using FlexCore.Persistence.PostgreSql.Database;

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

    private static readonly string _renewSql = $"""
        UPDATE lease SET expires_at = clock_timestamp() + $4
        WHERE name = $1 AND epoch = $2 AND owner = $3 AND expires_at > '-infinity' AND {MemberRow.IsAlive("$3")}
        """;

    private static readonly string _listSql = $"""
        SELECT l.name, l.epoch, l.owner, l.taken_at, l.expires_at > clock_timestamp() AND {MemberRow.IsAlive("l.owner")} FROM lease l ORDER BY l.name
        """;

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

    public async ValueTask<bool> RenewAsync(NamedLease lease, TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        var renewed = await database.ExecuteAsync(
            _renewSql,
            [Parameter.Of(lease.Name), Parameter.Of(lease.Epoch), Parameter.Of(lease.Owner.ToString()), Parameter.Of(ttl)],
            cancellationToken).ConfigureAwait(false);
        return renewed == 1;
    }

    public async ValueTask ReleaseAsync(NamedLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await database.ExecuteAsync(
            "UPDATE lease SET expires_at = '-infinity' WHERE name = $1 AND epoch = $2 AND owner = $3",
            [Parameter.Of(lease.Name), Parameter.Of(lease.Epoch), Parameter.Of(lease.Owner.ToString())],
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<LeaseHolding>> ListAsync(CancellationToken cancellationToken = default) => await database.QueryAsync(
        _listSql,
        [],
        static reader => new LeaseHolding(
            new NamedLease(reader.GetString(0), reader.GetInt64(1), NodeId.Parse(reader.GetString(2))), MemberRow.Time(reader, 3), reader.GetBoolean(4)),
        cancellationToken).ConfigureAwait(false);
}
