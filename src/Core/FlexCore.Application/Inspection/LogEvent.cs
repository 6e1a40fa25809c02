namespace FlexCore.Application.Inspection;

/// <summary>One line of a node's log.</summary>
/// <param name="Number">Its number in the life of this process, from 1; numbers have no gaps.</param>
/// <param name="At">When.</param>
/// <param name="Level">How important it is.</param>
/// <param name="Id">The number of its kind of message.</param>
/// <param name="Category">Which part of the node says it.</param>
/// <param name="Message">The message, at most 4,000 characters.</param>
public sealed record LogEvent(long Number, DateTimeOffset At, LogEventLevel Level, int Id, string Category, string Message)
{
    /// <summary>The message of the error behind it; <see langword="null"/> for none.</summary>
    public string? Error { get; init; }

    /// <summary>The tenant whose request it belongs to; <see langword="null"/> when it belongs to none, or when that is not known.</summary>
    public string? Tenant { get; init; }

    /// <summary>The chain of work that it belongs to; <see langword="null"/> when that is not known.</summary>
    public string? CorrelationId { get; init; }
}
