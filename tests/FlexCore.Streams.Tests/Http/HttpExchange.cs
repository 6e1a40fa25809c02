namespace FlexCore.Streams.Tests.Http;

/// <summary>A request that a scripted server got.</summary>
internal sealed record HttpExchange(int Index, string Method, Uri Url, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? ContentType { get; init; }

    public string Path => Url.PathAndQuery;

    public string Key => Headers["Idempotency-Key"];
}
