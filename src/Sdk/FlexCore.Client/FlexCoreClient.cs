using FlexCore.Client.Calls;
using FlexCore.Client.Settings;
using FlexCore.Client.Transport;

namespace FlexCore.Client;

/// <summary>Calls a node's <c>/api/v1</c>. Thread-safe; keep one for the life of the program.</summary>
/// <remarks>
/// Every call throws a <see cref="Problems.NodeException"/> when it does not succeed. Calls that change something carry an idempotency key, so that
/// an attempt whose answer was lost is repeated without doing anything twice.
/// </remarks>
public sealed class FlexCoreClient : IDisposable
{
    private readonly NodeChannel _channel;

    /// <summary>Creates a client. Nothing is sent yet.</summary>
    /// <param name="options">The node, and how to call it.</param>
    /// <param name="handler">Sends requests; <see langword="null"/> for a handler of its own. Disposed with the client.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public FlexCoreClient(FlexCoreClientOptions options, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _channel = new NodeChannel(options.Validated(), handler ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) });
        Pipelines = new PipelineCalls(_channel);
        Streams = new StreamCalls(_channel);
        Jobs = new JobCalls(_channel);
        Topics = new TopicCalls(_channel);
        Node = new NodeCalls(_channel);
    }

    /// <summary>Creates a client with the default options.</summary>
    /// <param name="node">The node's URL, for example <c>http://127.0.0.1:8080</c>.</param>
    public FlexCoreClient(Uri node)
        : this(new FlexCoreClientOptions { Node = node })
    {
    }

    /// <summary>Pipelines: the managed documents.</summary>
    public PipelineCalls Pipelines { get; }

    /// <summary>Streams: what runs.</summary>
    public StreamCalls Streams { get; }

    /// <summary>Jobs: runs that end.</summary>
    public JobCalls Jobs { get; }

    /// <summary>Event topics: durable logs of records.</summary>
    public TopicCalls Topics { get; }

    /// <summary>The node itself and its events.</summary>
    public NodeCalls Node { get; }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();
}
