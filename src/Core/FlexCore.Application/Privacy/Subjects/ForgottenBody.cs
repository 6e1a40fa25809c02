namespace FlexCore.Application.Privacy.Subjects;

/// <summary>A person's being forgotten as the command travels between nodes.</summary>
internal sealed record ForgottenBody(DateTimeOffset At, string? Reason);
