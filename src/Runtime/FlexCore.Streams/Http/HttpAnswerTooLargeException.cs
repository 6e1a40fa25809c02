using FlexCore.Application.Streams;

namespace FlexCore.Streams.Http;

/// <summary>An answer is larger than allowed. Trying again does not help.</summary>
internal sealed class HttpAnswerTooLargeException : StreamException
{
    /// <summary>Creates the error.</summary>
    /// <param name="url">The address.</param>
    /// <param name="limit">The bound.</param>
    public HttpAnswerTooLargeException(Uri url, int limit)
        : base("http-answer-too-large", FormattableString.Invariant($"The answer of {HttpTarget.Display(url)} has more than {limit:N0} bytes. Ask for smaller pages, or raise maxBody."))
    {
    }
}
