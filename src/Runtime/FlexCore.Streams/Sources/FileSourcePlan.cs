using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Sources;

/// <summary>Files, read one after the other to their ends.</summary>
/// <param name="Paths">Absolute paths and patterns.</param>
/// <param name="Compression">How the data is compressed.</param>
/// <param name="Framing">How bytes are cut into records.</param>
/// <param name="HasHeader">Whether the first record of each input is a header and not data.</param>
internal sealed record FileSourcePlan(IReadOnlyList<string> Paths, Compression Compression, Framing Framing, bool HasHeader) : SourcePlan
{
    /// <inheritdoc/>
    public override bool IsResumable => true;

    /// <inheritdoc/>
    public override async ValueTask<IRecordSource> OpenAsync(SourceStart start, CancellationToken cancellationToken) =>
        await FileSource.OpenAsync(this, start.Settings, start.Position, cancellationToken);
}
