namespace FlexCore.Domain.DataSubjects;

/// <summary>What happened to a person's values. The family is closed: every event is nested here.</summary>
public abstract record DataSubjectEvent
{
    /// <summary>The person's key was destroyed: what it sealed cannot be read any more.</summary>
    /// <param name="At">When.</param>
    /// <param name="Reason">Why, in the words of who asked for it; or <see langword="null"/>.</param>
    public sealed record Forgotten(DateTimeOffset At, string? Reason) : DataSubjectEvent;
}
