namespace FlexCore.Application.EventTransfer;

/// <summary>What is wrong with a line, by whoever does not know its number.</summary>
/// <param name="reason">The rest of a sentence that begins with the line's number.</param>
internal sealed class EventLineException(string reason) : Exception(reason);
