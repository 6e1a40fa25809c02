namespace FlexCore.Persistence.Records;

/// <summary>What is left of an event that retention has taken away: its place, its id and its time. Part of the stored format. Pure.</summary>
public static class HollowRow
{
    /// <summary>The type, UTF-8; the same as <see cref="Application.Events.SystemEvents.Scavenged"/>.</summary>
    public static ReadOnlySpan<byte> Type => "flexcore.scavenged"u8;

    /// <summary>The principal, UTF-8.</summary>
    public static ReadOnlySpan<byte> Principal => "service:retention"u8;

    /// <summary>Correlation and causation, UTF-8: they are never empty.</summary>
    public static ReadOnlySpan<byte> NoChain => "-"u8;

    /// <summary>The payload.</summary>
    public static ReadOnlySpan<byte> Payload => "{}"u8;

    /// <summary>The row without its content.</summary>
    /// <param name="row">The row as it was.</param>
    public static EventRow Of(scoped in EventRow row) => new()
    {
        Seq = row.Seq,
        Shard = row.Shard,
        Offset = row.Offset,
        Stream = row.Stream,
        Version = row.Version,
        Id = row.Id,
        Type = Type,
        SchemaVersion = 1,
        TimeTicks = row.TimeTicks,
        Principal = Principal,
        Correlation = NoChain,
        Causation = NoChain,
        IdempotencyKey = default,
        Payload = Payload,
    };
}
