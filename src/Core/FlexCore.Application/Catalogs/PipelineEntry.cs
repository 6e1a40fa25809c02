using FlexCore.Application.Pipelines;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain;

namespace FlexCore.Application.Catalogs;

/// <summary>A pipeline in the read model. Immutable.</summary>
/// <param name="Id">Its entity.</param>
/// <param name="State">Its committed state.</param>
/// <param name="Revision">The version of the last event in it.</param>
/// <param name="CreatedAt">When it was created, UTC.</param>
/// <param name="UpdatedAt">When it last changed, UTC.</param>
internal sealed record PipelineEntry(EntityId Id, PipelineState State, long Revision, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Keys of jobs hold this, and no document's name may.</summary>
    public const char JobMark = ':';

    public bool IsJob => Id.Key.Contains(JobMark, StringComparison.Ordinal);

    /// <summary>Whether people see it: it was created and not deleted.</summary>
    public bool IsVisible => State.Status != PipelineStatus.Absent && !State.IsDeleted;

    public bool Matches(string? text) =>
        string.IsNullOrEmpty(text)
        || Id.Key.Contains(text, StringComparison.OrdinalIgnoreCase)
        || State.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || State.Description.Contains(text, StringComparison.OrdinalIgnoreCase);

    public PipelineView ToView() => new(
        Id.Key,
        State.Name,
        State.Description,
        StatusName(State.Status),
        State.Version,
        State.Owner,
        State.Document,
        Revision,
        CreatedAt,
        UpdatedAt,
        State.Run is { } run ? new PipelineRunView(run.Id, run.Version, run.StartedAt, run.EndedAt, run.Error) : null);

    public static string StatusName(PipelineStatus status) => status.ToString().ToLowerInvariant();
}
