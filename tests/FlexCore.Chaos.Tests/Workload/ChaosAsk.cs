using System.Text;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>A request that is safe to repeat: it reads, or has a key.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its query.</param>
/// <param name="Json">The body; <see langword="null"/> for none.</param>
/// <param name="Key">The idempotency key; <see langword="null"/> for none.</param>
internal sealed record ChaosAsk(HttpMethod Method, string Path, string? Json = null, string? Key = null)
{
    /// <summary>The request as it goes to a node, made anew for each attempt.</summary>
    public HttpRequestMessage ToRequest(Uri node)
    {
        var request = new HttpRequestMessage(Method, new Uri(node, Path));
        if (Json is { } json)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        if (Key is { } key)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }
}
