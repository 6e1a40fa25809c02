namespace FlexCore.Application.EventTransfer;

/// <summary>What an import has done.</summary>
/// <param name="Events">How many events the file has.</param>
/// <param name="Imported">How many of them were appended, or would be when it is only tried.</param>
/// <param name="Present">How many were there already.</param>
/// <param name="Others">How many belong to the system's own entities and are not imported.</param>
/// <param name="Streams">Into how many streams.</param>
/// <param name="DryRun">Whether it was only tried.</param>
public sealed record ImportReport(long Events, long Imported, long Present, long Others, long Streams, bool DryRun);
