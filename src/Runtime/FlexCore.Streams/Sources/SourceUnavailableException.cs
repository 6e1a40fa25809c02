using FlexCore.Application.Streams;

namespace FlexCore.Streams.Sources;

/// <summary>An input cannot be read for now; trying again from the last checkpoint may help.</summary>
public sealed class SourceUnavailableException : StreamException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which input, and what went wrong.</param>
    /// <param name="innerException">The cause, if any.</param>
    public SourceUnavailableException(string message, Exception? innerException = null)
        : base("source-unavailable", message, innerException)
    {
    }
}
