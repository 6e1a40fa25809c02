using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Sources.Follow;

/// <summary>A file that is read on as it grows.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="Framing">How bytes are cut into records.</param>
/// <param name="HasHeader">Whether the first record of each file is a header and not data.</param>
internal sealed record FollowSourcePlan(string Path, Framing Framing, bool HasHeader) : SourcePlan
{
    /// <inheritdoc/>
    public override bool IsResumable => true;

    /// <inheritdoc/>
    public override bool IsLive => true;

    /// <inheritdoc/>
    public override ValueTask<IRecordSource> OpenAsync(SourceStart start, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IRecordSource>(FollowSource.Open(this, start));
}
