using FlexCore.Application.Pipelines;

namespace FlexCore.Api.V1;

/// <summary>A pipeline in a list: as in <see cref="PipelineView"/>, without its document.</summary>
/// <param name="Key">The document's name.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Version">The newest published version.</param>
/// <param name="Owner">Who created it.</param>
/// <param name="Revision">Grows with every change.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Run">Its newest run.</param>
internal sealed record PipelineEntry(
    string Key,
    string Name,
    string Description,
    string Status,
    int Version,
    string Owner,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    PipelineRunView? Run)
{
    /// <summary>The entry of a pipeline.</summary>
    /// <param name="view">The pipeline.</param>
    public static PipelineEntry Of(PipelineView view) => new(
        view.Key, view.Name, view.Description, view.Status, view.Version, view.Owner, view.Revision, view.CreatedAt, view.UpdatedAt, view.Run);
}
