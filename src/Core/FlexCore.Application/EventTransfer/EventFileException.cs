using System.Globalization;

namespace FlexCore.Application.EventTransfer;

/// <summary>A file that is no export of events, or a damaged one.</summary>
public sealed class EventFileException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="line">The line that is wrong, from 1.</param>
    /// <param name="reason">What is wrong with it, and the remedy.</param>
    /// <param name="innerException">The reader's own error, if any.</param>
    public EventFileException(long line, string reason, Exception? innerException = null)
        : base(string.Create(CultureInfo.InvariantCulture, $"Line {line} {reason}"), innerException) => Line = line;

    /// <summary>The line that is wrong, from 1.</summary>
    public long Line { get; }
}
