namespace FlexCore.Application.Retention;

/// <summary>A file of an archive that has proven itself whole.</summary>
/// <param name="Stream">The stream whose events it has, by its own last line.</param>
/// <param name="From">The first version.</param>
/// <param name="To">The last version.</param>
/// <param name="Events">The events, one line of JSON each.</param>
/// <param name="Chain">The hash over all events of the stream up to its last one, hexadecimal.</param>
public sealed record ArchiveFile(string Stream, long From, long To, IReadOnlyList<string> Events, string Chain);
