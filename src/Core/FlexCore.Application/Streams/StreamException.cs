namespace FlexCore.Application.Streams;

/// <summary>A stream could not start or go on. The message says what failed, where, and the remedy.</summary>
public class StreamException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">A stable kebab-case code, for example <c>source-not-found</c>.</param>
    /// <param name="message">What failed, where, and the remedy.</param>
    /// <param name="innerException">The cause, if any.</param>
    public StreamException(string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
    }

    /// <summary>A stable kebab-case code that tests and scripts can branch on.</summary>
    public string Code { get; }
}
