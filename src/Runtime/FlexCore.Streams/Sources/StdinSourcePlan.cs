using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Sources;

/// <summary>The process's standard input, which cannot be read twice.</summary>
/// <param name="Compression">How the data is compressed.</param>
/// <param name="Framing">How bytes are cut into records.</param>
/// <param name="HasHeader">Whether the first record is a header and not data.</param>
internal sealed record StdinSourcePlan(Compression Compression, Framing Framing, bool HasHeader) : SourcePlan
{
    /// <inheritdoc/>
    public override bool IsResumable => false;

    /// <inheritdoc/>
    public override ValueTask<IRecordSource> OpenAsync(SourceStart start, CancellationToken cancellationToken) => start.Position is null
        ? ValueTask.FromResult<IRecordSource>(new StdinSource(start.Services.Shared.OpenStandardInput(), this, start.Settings))
        : throw new StreamException("source-not-resumable", "Standard input cannot be read again from a checkpoint. Start again with --fresh.");
}
