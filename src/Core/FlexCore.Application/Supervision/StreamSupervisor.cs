using System.Collections.Concurrent;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.Supervision;

/// <summary>Keeps the node's streams and jobs at work. One that fails, hangs or is broken never disturbs another.</summary>
/// <remarks>Thread-safe. Each stream has a task of its own; the supervisor only knows which there are.</remarks>
public sealed class StreamSupervisor
{
    private readonly SupervisorServices _services;
    private readonly SupervisorOptions _options;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<EntityId, SupervisedStream> _streams = new();
    private readonly Lock _gate = new();
    private bool _stopping;

    /// <summary>Creates a supervisor without streams.</summary>
    /// <param name="services">What it works with.</param>
    /// <param name="options">Its bounds; not changed afterwards.</param>
    /// <param name="clock">Pauses and deadlines.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public StreamSupervisor(SupervisorServices services, SupervisorOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _services = services;
        _options = options;
        _clock = clock;
    }

    /// <summary>How many streams and jobs are at work.</summary>
    public int Count => _streams.Count;

    /// <summary>Ends every stream with a checkpoint, so that it goes on there when the node starts again. Nothing can be started afterwards.</summary>
    /// <remarks>All at once; each has the drain time-out before it is ended at its last checkpoint.</remarks>
    public async Task DrainAllAsync()
    {
        SupervisedStream[] all;
        lock (_gate)
        {
            _stopping = true;
            all = [.. _streams.Values];
        }

        foreach (var stream in all)
        {
            stream.RequestStop("the node stops");
        }

        await Task.WhenAll(all.Select(stream => stream.Ended)).ConfigureAwait(false);
    }

    /// <summary>Ends some streams with a checkpoint, because another node takes them over, and waits until they have ended.</summary>
    /// <param name="isLeaving">Which streams: pipelines, and partitions as <see cref="DataStreams.StreamParts"/> names them.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="cancellationToken">Stops waiting; the streams go on ending.</param>
    public Task StopWhereAsync(Func<EntityId, bool> isLeaving, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isLeaving);
        return StopOrdersAsync(order => isLeaving(order.Part), reason, cancellationToken);
    }

    internal IEnumerable<SupervisedStream> All => _streams.Values;

    /// <summary>How long a stop waits for records in flight.</summary>
    internal TimeSpan DrainTimeout => _options.DrainTimeout;

    internal SupervisedStream? Find(EntityId part) => _streams.GetValueOrDefault(part);

    /// <summary>Ends some streams with a checkpoint and waits until they have ended.</summary>
    internal async Task StopOrdersAsync(Func<StreamOrder, bool> isLeaving, string reason, CancellationToken cancellationToken)
    {
        SupervisedStream[] leaving;
        lock (_gate)
        {
            leaving = [.. _streams.Values.Where(stream => isLeaving(stream.Order))];
        }

        foreach (var stream in leaving)
        {
            stream.RequestStop(reason);
        }

        await Task.WhenAll(leaving.Select(stream => stream.Ended)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps a stream at work from now on. Does nothing when it is at work already, or belongs to another node.</summary>
    /// <returns>Why not, or null.</returns>
    internal Refusal? TryStart(StreamOrder order)
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return new Refusal(NodeRefusals.Stopping, "The node is stopping. Start the stream when it serves again.");
            }

            // Looked at here, too: whoever ends the streams of a shard that goes has closed the shard before, and finds under this lock what was started.
            if (_streams.ContainsKey(order.Part) || !_services.Placement.IsHere(order.Part))
            {
                return null;
            }

            if (_streams.Count >= _options.StreamsMax)
            {
                return TooMany();
            }

            var stream = new SupervisedStream(order, _services, _options, _clock);
            _streams[order.Part] = stream;
            stream.Begin(Forget);
            return null;
        }
    }

    /// <summary>Why no further stream can be started, or null.</summary>
    internal Refusal? Full() => _streams.Count >= _options.StreamsMax ? TooMany() : null;

    /// <summary>Stops what this process runs of a pipeline and waits until it has ended. Does nothing when nothing of it is at work.</summary>
    internal Task StopAsync(EntityId pipeline, string reason, CancellationToken cancellationToken) =>
        StopOrdersAsync(order => order.Pipeline.Equals(pipeline), reason, cancellationToken);

    private Refusal TooMany() => new(
        NodeRefusals.TooManyStreams,
        $"{_options.StreamsMax} streams are at work, as many as the node allows. Stop one, or raise {SupervisorOptions.Section}.streams-max.");

    private void Forget(SupervisedStream stream)
    {
        var order = stream.Order;
        _streams.TryRemove(KeyValuePair.Create(order.Part, stream));
        if (stream.HasGivenUp && order.Partition is not null)
        {
            // The pipeline has failed as a whole, so its other partitions end, too: here now, on other nodes when they see it.
            foreach (var other in _streams.Values.Where(other => other.Order.Pipeline.Equals(order.Pipeline) && other.Order.Run.Id == order.Run.Id))
            {
                other.RequestStop($"partition {order.Partition} failed");
            }
        }
    }
}
