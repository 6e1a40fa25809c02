using FlexCore.Client.Settings;

namespace FlexCore.Client.Tests;

/// <summary>Plays the nodes a, b and c: each request goes to the script of its host, and the order of all requests is remembered.</summary>
internal sealed class ScriptedCluster : HttpMessageHandler
{
    private readonly Dictionary<string, (ScriptedNode Node, HttpMessageInvoker Invoker)> _nodes;

    public ScriptedCluster() => _nodes = new[] { "a", "b", "c" }.ToDictionary(name => name, _ =>
    {
        var node = new ScriptedNode();
        return (node, new HttpMessageInvoker(node));
    });

    public ScriptedNode A => _nodes["a"].Node;

    public ScriptedNode B => _nodes["b"].Node;

    public ScriptedNode C => _nodes["c"].Node;

    /// <summary>The hosts that were asked, one letter each.</summary>
    public string Asked { get; private set; } = string.Empty;

    public HastyClock Clock { get; } = new();

    public FlexCoreClient Client(string hosts, Func<Uri[], HastyClock, FlexCoreClientOptions>? options = null)
    {
        var nodes = hosts.Select(host => new Uri($"http://{host}:80")).ToArray();
        return new FlexCoreClient(
            options?.Invoke(nodes, Clock) ?? new FlexCoreClientOptions { ContactPoints = nodes, Clock = Clock, LearnsMembers = false, RetryJitter = 0 }, this);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri?.Host ?? string.Empty;
        Asked += host;
        return _nodes[host].Invoker.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var (_, invoker) in _nodes.Values)
        {
            invoker.Dispose();
        }

        base.Dispose(disposing);
    }
}
