using System.Net;
using System.Text;

namespace FlexCore.Streams.Tests.Http;

/// <summary>Answers requests by a script, and remembers them.</summary>
internal sealed class ScriptedHandler(Func<HttpExchange, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly List<HttpExchange> _seen = [];

    public IReadOnlyList<HttpExchange> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    public static HttpResponseMessage Ok(string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    public static HttpResponseMessage Status(int status, string body = "", params (string Name, string Value)[] headers)
    {
        var response = Ok(body, headers);
        response.StatusCode = (HttpStatusCode)status;
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.NonValidated.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        HttpExchange exchange;
        lock (_seen)
        {
            exchange = new HttpExchange(_seen.Count, request.Method.Method, request.RequestUri.ShouldNotBeNull(), headers, body)
            {
                ContentType = request.Content?.Headers.ContentType?.ToString(),
            };
            _seen.Add(exchange);
        }

        return answer(exchange);
    }
}
