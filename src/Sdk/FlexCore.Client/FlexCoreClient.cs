using FlexCore.Client.Calls;
using FlexCore.Client.Settings;
using FlexCore.Client.Transport;

namespace FlexCore.Client;

/// <summary>Calls the <c>/api/v1</c> of a node or of the nodes of a cluster. Thread-safe; keep one for the life of the program.</summary>
/// <remarks>
/// Every call throws a <see cref="Problems.NodeException"/> when it does not succeed. It goes to the node that answered last and, when that one cannot
/// be reached or does not serve, to the next. Calls that change something carry an idempotency key, so that an attempt whose answer was lost is
/// repeated, at another node too, without doing anything twice; those for which nodes keep no key are repeated only when they were certainly not done.
/// </remarks>
public sealed class FlexCoreClient : IDisposable
{
    private readonly NodeChannel _channel;

    /// <summary>Creates a client. Nothing is sent yet.</summary>
    /// <param name="options">The nodes, and how to call them.</param>
    /// <param name="handler">Sends requests; <see langword="null"/> for a handler of its own. Disposed with the client.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public FlexCoreClient(FlexCoreClientOptions options, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _channel = new NodeChannel(options.Validated(), handler);
        Pipelines = new PipelineCalls(_channel);
        Streams = new StreamCalls(_channel);
        Jobs = new JobCalls(_channel);
        Topics = new TopicCalls(_channel);
        Events = new EventCalls(_channel);
        Schedules = new ScheduleCalls(_channel);
        Messages = new MessageCalls(_channel);
        Projections = new ProjectionCalls(_channel);
        Node = new NodeCalls(_channel);
        Cluster = new ClusterCalls(_channel);
        Actors = new ActorCalls(_channel);
        Logs = new LogCalls(_channel);
        Subjects = new SubjectCalls(_channel);
        Retention = new RetentionCalls(_channel);
        System = new SystemCalls(_channel);
    }

    /// <summary>Creates a client with the default options.</summary>
    /// <param name="nodes">The URLs of one node or of several of one cluster, for example <c>http://127.0.0.1:8080</c>.</param>
    public FlexCoreClient(params Uri[] nodes)
        : this(new FlexCoreClientOptions { ContactPoints = nodes })
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

    /// <summary>Calls about event streams.</summary>
    public EventCalls Events { get; }

    /// <summary>Schedules: what happens at times.</summary>
    public ScheduleCalls Schedules { get; }

    /// <summary>Commands and queries.</summary>
    public MessageCalls Messages { get; }

    /// <summary>Projections and read models: documents made of events.</summary>
    public ProjectionCalls Projections { get; }

    /// <summary>The node itself and its events.</summary>
    public NodeCalls Node { get; }

    /// <summary>The cluster: members, shards, and what an operator can tell it.</summary>
    public ClusterCalls Cluster { get; }

    /// <summary>What lives in the nodes' memory.</summary>
    public ActorCalls Actors { get; }

    /// <summary>The nodes' logs.</summary>
    public LogCalls Logs { get; }

    /// <summary>Persons whose values are sealed in the log.</summary>
    public SubjectCalls Subjects { get; }

    /// <summary>How long events are kept.</summary>
    public RetentionCalls Retention { get; }

    /// <summary>The upkeep of the node or cluster.</summary>
    public SystemCalls System { get; }

    /// <summary>The nodes that calls may go to, the next one in front: the contact points and the members learned of.</summary>
    public IReadOnlyList<Uri> Nodes => _channel.Contacts;

    /// <summary>Completes when no members are being learned.</summary>
    internal Task Settled => _channel.Settled;

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();
}
