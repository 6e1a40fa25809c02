using FlexCore.TestServers.Postgres;

namespace FlexCore.Chaos.Tests.History;

/// <summary>Looks at the tables themselves: what no answer over HTTP would show.</summary>
internal static class JournalAudit
{
    private static readonly (string Rule, string Sql)[] Rules =
    [
        ("versions of a stream are 1 to n without a hole", "SELECT count(*) FROM (SELECT 1 FROM flexcore.event GROUP BY stream HAVING min(version) <> 1 OR max(version) <> count(*)) AS broken"),
        ("offsets of a shard are 1 to n without a hole", "SELECT count(*) FROM (SELECT 1 FROM flexcore.event GROUP BY shard HAVING min(shard_offset) <> 1 OR max(shard_offset) <> count(*)) AS broken"),
        ("an event is stored once", "SELECT count(*) FROM (SELECT 1 FROM flexcore.event GROUP BY id HAVING count(*) > 1) AS broken"),
        ("an event says who caused it, and why", "SELECT count(*) FROM flexcore.event WHERE octet_length(principal) = 0 OR octet_length(correlation) = 0 OR octet_length(causation) = 0"),
        ("an event belongs to a tenant", "SELECT count(*) FROM flexcore.event WHERE split_part(stream, '/', 1) = ''"),
        ("a stream's order is that of its shard", "SELECT count(*) FROM (SELECT shard_offset - lag(shard_offset) OVER (PARTITION BY stream ORDER BY version) AS step FROM flexcore.event) AS steps WHERE step <= 0"),
        ("every shard is owned by a member that is up", "SELECT count(*) FROM flexcore.shard s WHERE NOT EXISTS (SELECT 1 FROM flexcore.member m WHERE m.name || '@' || m.incarnation = s.owner AND m.status = 1)"),
        ("a name has one life", "SELECT count(*) FROM (SELECT 1 FROM flexcore.member WHERE status <> 3 GROUP BY name HAVING count(*) > 1) AS broken"),
    ];

    /// <summary>The rules that are broken, with how often.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(PostgresServer server)
    {
        var broken = new List<string>();
        foreach (var (rule, sql) in Rules)
        {
            if (await server.ExecuteAsync(sql) is not 0L and var count)
            {
                broken.Add($"{rule}: {count} times not");
            }
        }

        return broken;
    }
}
