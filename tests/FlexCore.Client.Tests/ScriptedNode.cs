using System.Net;
using System.Text;

namespace FlexCore.Client.Tests;

/// <summary>Plays the node: answers each request with the next step of a script and remembers what was asked. One request at a time.</summary>
internal sealed class ScriptedNode : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = new();

    public List<SeenRequest> Seen { get; } = [];

    public ScriptedNode Answers(HttpStatusCode status, string body, string contentType = "application/json", int? retryAfter = null) => Does((_, _) =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        if (retryAfter is { } seconds)
        {
            response.Headers.Add("Retry-After", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return Task.FromResult(response);
    });

    public ScriptedNode Refuses(int status, string code, string more = "") =>
        Answers((HttpStatusCode)status, $$"""{"type":"urn:flexcore:problem:{{code}}","title":"T","status":{{status}},"detail":"what and how","code":"{{code}}","correlationId":"c-1"{{more}}}""", "application/problem+json");

    public ScriptedNode IsDown() => Does((_, _) => Task.FromException<HttpResponseMessage>(new HttpRequestException("Connection refused")));

    public ScriptedNode Streams(Stream body) => Does((_, _) =>
    {
        var content = new StreamContent(body);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("text/event-stream");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    });

    public ScriptedNode Streams(string text) => Streams(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public ScriptedNode Does(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> step)
    {
        _script.Enqueue(step);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Seen.Add(await SeenRequest.OfAsync(request));
        return _script.Count > 0
            ? await _script.Dequeue()(request, cancellationToken)
            : throw new InvalidOperationException($"The script has no answer for request {Seen.Count}: {Seen[^1].Method} {Seen[^1].Path}");
    }
}
