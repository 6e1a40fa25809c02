namespace FlexCore.Api.Events;

/// <summary>The answer to an append.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="FirstVersion">The version of the first appended event.</param>
/// <param name="LastVersion">The version of the last one; send it as the expected version of the next append.</param>
/// <param name="Replayed">Whether the same idempotency key had this answer before.</param>
internal sealed record EventReceipt(string Stream, long FirstVersion, long LastVersion, bool Replayed);
