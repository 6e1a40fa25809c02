using FlexCore.Domain;

namespace FlexCore.Application.EventStreams;

/// <summary>The answer to an append, after commit.</summary>
/// <param name="Refusal">Why nothing was appended, or <see langword="null"/>.</param>
/// <param name="FirstVersion">The version of the first appended event; 0 when refused.</param>
/// <param name="LastVersion">The version of the last appended event; when refused, the stream's version where it is known.</param>
/// <param name="IsReplay">Whether this answer was given before, to the same idempotency key.</param>
public sealed record EventAppendReply(Refusal? Refusal, long FirstVersion, long LastVersion, bool IsReplay);
