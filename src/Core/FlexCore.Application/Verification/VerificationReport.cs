namespace FlexCore.Application.Verification;

/// <summary>What a verification has looked at. It ends with a report only when everything was as it must be.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Streams">How many streams.</param>
/// <param name="Shards">How many shards with events.</param>
public sealed record VerificationReport(long Events, long Streams, int Shards);
