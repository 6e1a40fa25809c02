using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Http;

/// <summary>The bounds of an HTTP source or sink.</summary>
/// <param name="Headers">Headers of every request.</param>
/// <param name="Timeout">How long one request with its answer may take.</param>
/// <param name="Retries">How often it is tried again.</param>
/// <param name="MaxBody">The largest answer in bytes.</param>
/// <param name="Redirects">How many redirects it follows.</param>
internal sealed record HttpCallSettings(EquatableList<HttpHeader> Headers, TimeSpan Timeout, int Retries, int MaxBody, int Redirects)
{
    /// <summary>The wait before the first repetition; doubles with each further one, with jitter.</summary>
    public static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait that back-off chooses.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait that a server may ask for by <c>Retry-After</c>.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);
}
