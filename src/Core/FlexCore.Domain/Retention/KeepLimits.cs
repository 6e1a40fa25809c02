namespace FlexCore.Domain.Retention;

/// <summary>The bounds of a tenant's policies of what is kept.</summary>
public static class KeepLimits
{
    /// <summary>The most policies of a tenant.</summary>
    public const int PoliciesMax = 1_000;

    /// <summary>The most characters of a pattern.</summary>
    public const int PatternLengthMax = 200;

    /// <summary>The word for event topics.</summary>
    public const string Topic = "topic";

    /// <summary>The word for users' event streams.</summary>
    public const string EventStream = "stream";

    /// <summary>The word for histories of executions.</summary>
    public const string Execution = "execution";

    /// <summary>The word for histories of schedules.</summary>
    public const string Schedule = "schedule";

    /// <summary>What can be bounded; everything else is kept for ever.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Topic, EventStream, Execution, Schedule];

    /// <summary>Whether a text can be a pattern: 1 to 200 of <c>A-Z a-z 0-9 - _ . : *</c>.</summary>
    /// <param name="pattern">The text.</param>
    public static bool IsPattern(string? pattern) =>
        pattern is { Length: > 0 and <= PatternLengthMax } && pattern.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '*');
}
