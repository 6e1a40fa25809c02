namespace FlexCore.Client.Models;

/// <summary>One event of a node's log.</summary>
/// <param name="Node">The node.</param>
/// <param name="Number">Its number in the life of the node's process; a gap means that events were left out, by a filter or because the reader was too slow.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Level"><c>trace</c>, <c>debug</c>, <c>information</c>, <c>warning</c>, <c>error</c> or <c>critical</c>.</param>
/// <param name="Id">The number of its kind of message.</param>
/// <param name="Category">Which part of the node says it.</param>
/// <param name="Message">The message.</param>
public sealed record LogLine(string Node, long Number, DateTimeOffset At, string Level, int Id, string Category, string Message)
{
    /// <summary>The message of the error behind it; <see langword="null"/> for none.</summary>
    public string? Error { get; init; }

    /// <summary>The chain of work; <see langword="null"/> when it is not known.</summary>
    public string? CorrelationId { get; init; }
}
