namespace FlexCore.Domain.DataSubjects;

/// <summary>A request about a person. The family is closed: every command is nested here.</summary>
/// <param name="Context">Who asks, when, and in which chain of work.</param>
public abstract record DataSubjectCommand(CommandContext Context) : ICommand
{
    /// <summary>Puts on record that the person's key was destroyed. On record already, nothing happens.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="At">When it was destroyed.</param>
    /// <param name="Reason">Why, 1 to <see cref="DataSubjectDecider.ReasonLengthMax"/> characters; or <see langword="null"/>.</param>
    public sealed record RecordForgotten(CommandContext Context, DateTimeOffset At, string? Reason) : DataSubjectCommand(Context);
}
