namespace FlexCore.Cli.Online.Transfer;

/// <summary>How far an export has come that is whole up to there.</summary>
/// <param name="Bytes">How many bytes of the file that are.</param>
/// <param name="Events">How many events.</param>
/// <param name="Cursor">Where it goes on; null for the first event of all.</param>
/// <param name="Until">Where it ends; null when that was not decided yet.</param>
/// <param name="IsWhole">Whether there is no more.</param>
internal sealed record ExportProgress(long Bytes, long Events, string? Cursor, string? Until, bool IsWhole)
{
    /// <summary>Why it did not come further; empty when nothing went wrong.</summary>
    public string Failure { get; init; } = "";
}
