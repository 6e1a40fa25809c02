namespace FlexCore.Client.Tests;

/// <summary>What the node saw of a request.</summary>
internal sealed record SeenRequest(string Method, string Path, string Body, string? ContentType, string? IdempotencyKey, string? LastEventId)
{
    public static async Task<SeenRequest> OfAsync(HttpRequestMessage request) => new(
        request.Method.Method,
        request.RequestUri?.PathAndQuery ?? string.Empty,
        request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(),
        request.Content?.Headers.ContentType?.MediaType,
        Header(request, "Idempotency-Key"),
        Header(request, "Last-Event-ID"));

    private static string? Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
