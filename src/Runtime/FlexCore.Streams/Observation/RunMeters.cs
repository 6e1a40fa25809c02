using FlexCore.Application.Streams;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Observation;

/// <summary>The meters and edges of one run: the source, each step, each sink and the dead-letter sink. Shared by all attempts; thread-safe.</summary>
internal sealed class RunMeters
{
    private readonly OperatorMeter[] _all;
    private readonly int _workers;
    private readonly long _started;
    private long _latency = -1;
    private DateTimeOffset? _newestAt;
    private volatile Func<(int Depth, int Capacity)>? _queue;
    private volatile Func<(long? Records, long? Bytes)>? _backlog;

    /// <summary>Creates meters at zero.</summary>
    /// <param name="run">The pipeline, tenant and number of workers.</param>
    /// <param name="steps">The steps, by index.</param>
    /// <param name="sinks">The sinks, by index, the dead-letter sink last.</param>
    /// <param name="clock">Measures time.</param>
    public RunMeters(MeteredRun run, IReadOnlyList<OperatorIdentity> steps, IReadOnlyList<OperatorIdentity> sinks, TimeProvider clock)
    {
        Clock = clock;
        _workers = run.Workers;
        _started = clock.GetTimestamp();
        Source = Meter(run, new OperatorIdentity("source", "source", null, IsParallel: false));
        Steps = [.. steps.Select(step => Meter(run, step))];
        Sinks = [.. sinks.Select(sink => Meter(run, sink))];
        _all = [Source, .. Steps, .. Sinks];
    }

    /// <summary>Measures time.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The source.</summary>
    public OperatorMeter Source { get; }

    /// <summary>The steps, by index.</summary>
    public IReadOnlyList<OperatorMeter> Steps { get; }

    /// <summary>The sinks, by index, the dead-letter sink last.</summary>
    public IReadOnlyList<OperatorMeter> Sinks { get; }

    /// <summary>Meters for a graph that nobody watches.</summary>
    /// <param name="steps">The number of steps.</param>
    /// <param name="sinks">The number of sinks.</param>
    public static RunMeters Unwatched(int steps = 0, int sinks = 0)
    {
        var unknown = new OperatorIdentity("unknown", "unknown", new RecordLayout([]), IsParallel: false);
        return new RunMeters(new MeteredRun("unknown", "unknown", 1), [.. Enumerable.Repeat(unknown, steps)], [.. Enumerable.Repeat(unknown, sinks)], TimeProvider.System);
    }

    /// <summary>An attempt begins or ends: says what can be asked of it.</summary>
    /// <param name="queue">Its queue behind the source.</param>
    /// <param name="backlog">What its source has not read.</param>
    public void Watch(Func<(int Depth, int Capacity)>? queue, Func<(long? Records, long? Bytes)>? backlog) => (_queue, _backlog) = (queue, backlog);

    /// <summary>Records have been taken by the sinks.</summary>
    /// <param name="latency">How long they took.</param>
    /// <param name="newestAt">When the newest of them came into being, if that is known.</param>
    public void Processed(TimeSpan latency, DateTimeOffset? newestAt)
    {
        Volatile.Write(ref _latency, latency.Ticks);
        OperatorInstruments.Latency.Record(latency.TotalSeconds, Source.Tags);
        if (newestAt is { } at)
        {
            lock (_all)
            {
                _newestAt = at;
            }

            OperatorInstruments.Age.Record((Clock.GetUtcNow() - at).TotalSeconds, Source.Tags);
        }

        if (_queue is { } queue && OperatorInstruments.QueueDepth.Enabled)
        {
            OperatorInstruments.QueueDepth.Record(queue().Depth, Source.Tags);
        }

        if (_backlog is { } backlog && OperatorInstruments.Backlog.Enabled && backlog().Records is { } records)
        {
            OperatorInstruments.Backlog.Record(records, Source.Tags);
        }
    }

    /// <summary>What each operator has done.</summary>
    public IReadOnlyList<StreamOperatorProgress> Snapshot()
    {
        var elapsed = Clock.GetElapsedTime(_started);
        var queue = _queue?.Invoke();
        return [.. _all.Select(meter =>
        {
            var progress = meter.Snapshot(meter.Identity.IsParallel ? elapsed * _workers : elapsed);
            return ReferenceEquals(meter, Source) && queue is { } waiting
                ? progress with { QueueDepth = waiting.Depth, QueueCapacity = waiting.Capacity }
                : progress;
        })];
    }

    /// <summary>How far the run is behind.</summary>
    public StreamLag Lag()
    {
        var latency = Volatile.Read(ref _latency);
        DateTimeOffset? newestAt;
        lock (_all)
        {
            newestAt = _newestAt;
        }

        var backlog = _backlog?.Invoke();
        return new StreamLag(latency < 0 ? null : TimeSpan.FromTicks(latency), Clock.GetUtcNow() - newestAt, backlog?.Records, backlog?.Bytes);
    }

    /// <summary>The meter whose edge has a name.</summary>
    /// <param name="edge">The name.</param>
    /// <exception cref="StreamException">There is no such edge.</exception>
    public OperatorMeter Find(string edge) => _all.FirstOrDefault(meter => string.Equals(meter.Identity.Name, edge, StringComparison.Ordinal))
        ?? throw new StreamException("edge-unknown", $"There is no edge '{edge}' in this pipeline. It has: {string.Join(", ", _all.Select(meter => meter.Identity.Name))}.");

    /// <summary>The run has ended: so do all taps.</summary>
    public void Close()
    {
        foreach (var meter in _all)
        {
            meter.Tap.Close();
        }
    }

    private static OperatorMeter Meter(MeteredRun run, OperatorIdentity identity) => new(identity, run.Pipeline, run.Tenant, new TapPoint());
}
