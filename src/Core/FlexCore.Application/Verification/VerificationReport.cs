namespace FlexCore.Application.Verification;

/// <summary>What a verification has looked at. It ends with a report only when everything was as it must be.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Streams">How many streams.</param>
/// <param name="Shards">How many shards with events.</param>
public sealed record VerificationReport(long Events, long Streams, int Shards)
{
    /// <summary>How many events only have their places left, because retention has taken them away.</summary>
    public long Scavenged { get; init; }

    /// <summary>How many files of archives were proven.</summary>
    public long ArchiveFiles { get; init; }

    /// <summary>What is wrong with archives: each a sentence with file and remedy. The log itself is whole.</summary>
    public IReadOnlyList<string> ArchiveFindings { get; init; } = [];
}
