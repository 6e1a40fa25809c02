using FlexCore.Application.Inspection;

namespace FlexCore.Api.Inspection;

/// <summary>One log event.</summary>
/// <param name="Node">The node.</param>
/// <param name="Number">Its number in the life of the node's process; a gap means that events were left out, by a filter or because the reader was too slow.</param>
/// <param name="At">When.</param>
/// <param name="Level"><c>trace</c>, <c>debug</c>, <c>information</c>, <c>warning</c>, <c>error</c> or <c>critical</c>.</param>
/// <param name="Id">The number of its kind of message.</param>
/// <param name="Category">Which part of the node says it.</param>
/// <param name="Message">The message.</param>
/// <param name="Error">The message of the error behind it; left out for none.</param>
/// <param name="CorrelationId">The chain of work; left out when it is not known.</param>
internal sealed record LogLine(string Node, long Number, DateTimeOffset At, string Level, int Id, string Category, string Message, string? Error, string? CorrelationId)
{
    /// <summary>Shows an event.</summary>
    /// <param name="node">The node.</param>
    /// <param name="one">The event.</param>
    public static LogLine Of(string node, LogEvent one) =>
        new(node, one.Number, one.At, LogLevels.NameOf(one.Level), one.Id, one.Category, one.Message, one.Error, one.CorrelationId);
}
