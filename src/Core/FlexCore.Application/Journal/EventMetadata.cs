using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>What every event of one append shares. No member is ever null or empty, except the idempotency key and the trace parent.</summary>
/// <param name="Time">When the command was issued, by its caller's clock.</param>
/// <param name="Principal">Who issued it.</param>
/// <param name="CorrelationId">The chain of work.</param>
/// <param name="CausationId">The direct cause.</param>
/// <param name="IdempotencyKey">
/// The command's idempotency key, or <see langword="null"/>; when the command named its request's hash, a line feed and the hash stand behind the key. To the store it is one text.
/// </param>
public sealed record EventMetadata(
    DateTimeOffset Time,
    string Principal,
    string CorrelationId,
    string CausationId,
    string? IdempotencyKey = null)
{
    /// <summary>
    /// The span that appended the events, or <see langword="null"/> when the work was not traced. Vendor state (<c>tracestate</c>) is not kept:
    /// it may have 512 bytes per event and means something to a collector only.
    /// </summary>
    public TraceParent? TraceParent { get; init; }
}
