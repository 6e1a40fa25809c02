using FlexCore.Application.Cluster;
using FlexCore.Persistence.PostgreSql.Database;
using Npgsql;
using NpgsqlTypes;

namespace FlexCore.Persistence.PostgreSql.Cluster;

/// <summary>A member as it lies in its row. The numbers of the statuses are stored: they never change meaning.</summary>
internal static class MemberRow
{
    public const string Columns =
        "m.name, m.incarnation, m.status, m.host, m.port, m.http_url, m.roles, m.program, m.protocol_low, m.protocol_high, m.suspected_by, m.suspected_at, m.started_at, m.heartbeat_at";

    /// <summary><see cref="MemberStatus.Down"/> as stored.</summary>
    public const string Down = "3";

    /// <summary>The condition that the member whose text form is in a column is in the table and not down.</summary>
    public static string IsAlive(string owner) =>
        $"EXISTS (SELECT 1 FROM member m WHERE m.name || '@' || m.incarnation = {owner} AND m.status <> {Down})";

    /// <summary>The values from $2 on, in the order of the first twelve columns.</summary>
    public static NpgsqlParameter[] Parameters(Member member) =>
    [
        Parameter.Of(member.Id.Name), Parameter.Of(member.Id.Incarnation), Parameter.Of((int)member.Status), Parameter.Of(member.Address.Host),
        Parameter.Of(member.Address.Port), TextOrNull(member.HttpUrl), Parameter.Of<string[]>([.. member.Roles]), Parameter.Of(member.Version),
        Parameter.Of(member.Protocols.Lowest), Parameter.Of(member.Protocols.Highest),
        Parameter.Of<string[]>([.. member.Suspicions.Select(static vote => vote.By.ToString())]),
        Parameter.Of<DateTime[]>([.. member.Suspicions.Select(static vote => vote.At.UtcDateTime)]),
    ];

    public static Member Read(NpgsqlDataReader reader, int first)
    {
        var voters = reader.GetFieldValue<string[]>(first + 10);
        var votes = reader.GetFieldValue<DateTime[]>(first + 11);
        return new Member(
            new NodeId(reader.GetString(first), reader.GetInt64(first + 1)),
            (MemberStatus)reader.GetInt32(first + 2),
            new NodeAddress(reader.GetString(first + 3), reader.GetInt32(first + 4)))
        {
            HttpUrl = reader.IsDBNull(first + 5) ? null : reader.GetString(first + 5),
            Roles = [.. reader.GetFieldValue<string[]>(first + 6)],
            Version = reader.GetString(first + 7),
            Protocols = new ProtocolRange(reader.GetInt32(first + 8), reader.GetInt32(first + 9)),
            Suspicions = [.. voters.Zip(votes, static (voter, at) => new Suspicion(NodeId.Parse(voter), new DateTimeOffset(at, TimeSpan.Zero)))],
            StartedAt = Time(reader, first + 12),
            HeartbeatAt = Time(reader, first + 13),
        };
    }

    public static DateTimeOffset Time(NpgsqlDataReader reader, int ordinal) => new(reader.GetDateTime(ordinal), TimeSpan.Zero);

    private static NpgsqlParameter TextOrNull(string? text) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = text ?? (object)DBNull.Value };
}
