using System.Globalization;
using System.Net;
using System.Text;

namespace FlexCore.Streams.Http;

/// <summary>A complete answer.</summary>
/// <param name="Status">The status.</param>
/// <param name="Url">Where it came from, after redirects.</param>
/// <param name="Headers">The headers by lower-case name; of one that occurs several times the values are joined by commas.</param>
/// <param name="Body">The body, decompressed.</param>
internal sealed record HttpAnswer(HttpStatusCode Status, Uri Url, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private const int ExcerptLength = 200;

    /// <summary>Whether the request was done.</summary>
    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>Whether the same request may be done later: time-outs, too many requests, faults of the server.</summary>
    public bool IsTransient => Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 || (int)Status >= 500;

    /// <summary>The status in words for a message.</summary>
    public string Description => FormattableString.Invariant($"{(int)Status} {Status}");

    /// <summary>The beginning of the body for a message.</summary>
    public string Excerpt
    {
        get
        {
            var text = Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, ExcerptLength)));
            return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        }
    }

    /// <summary>A header, or <see langword="null"/>.</summary>
    /// <param name="name">The lower-case name.</param>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>How long the server asks to wait, or <see langword="null"/>.</summary>
    /// <param name="now">The time, for a server that names an instant.</param>
    public TimeSpan? RetryAfter(DateTimeOffset now)
    {
        if (Header("retry-after") is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > now ? at - now : null;
    }
}
