using FlexCore.Application.Streams;

namespace FlexCore.Streams.Sinks;

/// <summary>A sink's target is unreachable for now; trying again from the last checkpoint may help.</summary>
public sealed class SinkUnavailableException : StreamException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which target, and what it answered.</param>
    /// <param name="innerException">The cause, if any.</param>
    public SinkUnavailableException(string message, Exception? innerException = null)
        : base("sink-unavailable", message, innerException)
    {
    }
}
