using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlexCore.Cli.Tests.Online;

/// <summary>Plays a node over real HTTP on loopback: each route, with its query or without, answers with what it was given, the last answer again and again.</summary>
internal sealed class FakeNode : IDisposable
{
    private const int AttemptsMax = 20;

    private readonly HttpListener _listener;
    private readonly Dictionary<string, Queue<(int Status, string Body, string ContentType)>> _routes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _seen = new();

    public FakeNode()
    {
        (_listener, Url) = Start();
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

    // A port that was free may be another's a moment later; the listener cannot choose one itself.
    private static (HttpListener Listener, string Url) Start()
    {
        for (var attempt = 1; ; attempt++)
        {
            var url = $"http://127.0.0.1:{FreePort()}";
            var listener = new HttpListener { Prefixes = { url + "/" } };
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException) when (attempt < AttemptsMax)
            {
                listener.Close();
            }
        }
    }

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
        var whole = $"{context.Request.HttpMethod} {context.Request.Url?.PathAndQuery}";
        var answer = _routes.TryGetValue(whole, out var answers) || _routes.TryGetValue(route, out answers) ? answers.Count > 1 ? answers.Dequeue() : answers.Peek() : (404, "no such route in the test: " + route, "text/plain");
        var bytes = Encoding.UTF8.GetBytes(answer.Item2);
        context.Response.StatusCode = answer.Item1;
        context.Response.ContentType = answer.Item3;
        context.Response.ContentLength64 = bytes.Length;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }
}
