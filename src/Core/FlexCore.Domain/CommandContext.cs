namespace FlexCore.Domain;

/// <summary>What comes in with every command, so that deciding stays pure: who, when, and how it relates to other work.</summary>
/// <param name="Security">Tenant and principal.</param>
/// <param name="Time">The instant of the command, taken from the caller's clock; deciders have no clock of their own.</param>
/// <param name="CorrelationId">Names the whole chain of work this command belongs to; never empty.</param>
public sealed record CommandContext(SecurityContext Security, DateTimeOffset Time, string CorrelationId)
{
    /// <summary>Names the command or event that caused this command; the correlation id when it is the first of its chain.</summary>
    public string CausationId { get; init; } = CorrelationId;

    /// <summary>
    /// The caller's idempotency key, or <see langword="null"/>. The same key sent to the same entity again gets the same answer and
    /// causes no second set of events, also after a crash. At most 128 characters.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// What was asked under the key, as 32 hexadecimal digits in lower case, or <see langword="null"/> when that is not compared. The same key with
    /// another hash is refused with <c>idempotency-key-reused</c>, and nothing happens.
    /// </summary>
    public string? RequestHash { get; init; }

    /// <summary>
    /// Where the command stands in a distributed trace, or <see langword="null"/>: the parent of the work it causes, kept with its events.
    /// When it is not given, the activity that is current where the command is sent takes its place.
    /// </summary>
    public TraceParent? TraceParent { get; init; }
}
