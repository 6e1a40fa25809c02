namespace FlexCore.Actors.Entities;

/// <summary>What last went wrong with an entity.</summary>
/// <param name="Message">The error's message.</param>
/// <param name="At">When.</param>
internal sealed record FailureNote(string Message, DateTimeOffset At);
