namespace FlexCore.Domain.DataSubjects;

/// <summary>What is on record of a person whose values were sealed.</summary>
/// <param name="ForgottenAt">When the person was forgotten, or <see langword="null"/>.</param>
public sealed record DataSubjectState(DateTimeOffset? ForgottenAt)
{
    /// <summary>The state before the first event.</summary>
    public static DataSubjectState Initial { get; } = new((DateTimeOffset?)null);
}
