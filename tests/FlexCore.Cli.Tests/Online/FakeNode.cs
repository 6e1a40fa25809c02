using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlexCore.Cli.Tests.Online;

/// <summary>Plays a node over real HTTP on loopback: each route answers with what it was given, the last answer again and again.</summary>
internal sealed class FakeNode : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, Queue<(int Status, string Body, string ContentType)>> _routes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _seen = new();

    public FakeNode()
    {
        var port = FreePort();
        Url = $"http://127.0.0.1:{port}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>
    /// The requests, as <c>METHOD path-and-query body</c>. Without those for the members of the cluster: clients that follow make them beside their calls.
    /// </summary>
    public IReadOnlyList<string> Seen => [.. _seen.Where(request => request != "GET /cluster/nodes")];

    public FakeNode On(string route, string body, int status = 200, string contentType = "application/json")
    {
        if (!_routes.TryGetValue(route, out var answers))
        {
            _routes[route] = answers = new Queue<(int, string, string)>();
        }

        answers.Enqueue((status, body, contentType));
        return this;
    }

    public FakeNode Refuses(string route, int status, string code, string detail, string more = "") =>
        On(route, $$"""{"type":"urn:flexcore:problem:{{code}}","title":"T","status":{{status}},"detail":"{{detail}}","code":"{{code}}"{{more}}}""", status, "application/problem+json");

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var route = $"{context.Request.HttpMethod} {context.Request.Url?.AbsolutePath}";
        _seen.Enqueue($"{context.Request.HttpMethod} {context.Request.Url?.PathAndQuery} {body}".TrimEnd());
        var answer = _routes.TryGetValue(route, out var answers) ? answers.Count > 1 ? answers.Dequeue() : answers.Peek() : (404, "no such route in the test: " + route, "text/plain");
        var bytes = Encoding.UTF8.GetBytes(answer.Item2);
        context.Response.StatusCode = answer.Item1;
        context.Response.ContentType = answer.Item3;
        context.Response.ContentLength64 = bytes.Length;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }
}
