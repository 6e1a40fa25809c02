using FlexCore.Application.Streams;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Execution;

/// <summary>One attempt of a run, from a checkpoint or the beginning to the end, a drain or a fault. Used once.</summary>
internal sealed class RunAttempt : IAsyncDisposable
{
    private readonly RunContext _context;
    private readonly SinkSet _sinks;
    private readonly RunState? _resumed;
    private IRecordSource? _source;

    private RunAttempt(RunContext context, RunState? resumed)
    {
        _context = context;
        _resumed = resumed;
        _sinks = new SinkSet(context.Meters) { Counters = context.Counters };
    }

    /// <summary>Opens source and sinks.</summary>
    /// <param name="context">The run.</param>
    /// <param name="checkpoint">Where to go on, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="StreamException">Something cannot be opened.</exception>
    public static async Task<RunAttempt> OpenAsync(RunContext context, StreamCheckpoint? checkpoint, CancellationToken cancellationToken)
    {
        var resumed = checkpoint is null ? null : RunState.Decode(checkpoint.Payload);
        context.Counters.Restore(resumed?.Counters ?? CounterValues.Zero, checkpoint?.Sequence ?? 0);
        var attempt = new RunAttempt(context, resumed);
        var (graph, run) = (context.Graph, context.Run);
        using var activity = StreamActivities.StartOpen(context, checkpoint?.Sequence ?? 0);
        try
        {
            if (resumed is not { IsFinished: true })
            {
                attempt._source = await graph.Plan.Source.OpenAsync(
                    new SourceStart(run.Stream, run.RunId, resumed?.Source, context.Options.Source, context.Services) { Partition = run.Partition }, cancellationToken);
                context.Counters.SetTotal(attempt._source.BytesTotal);
            }

            var start = new SinkStart(run.Stream, run.RunId, State: null) { IsLive = graph.IsLive, IsReplayable = graph.IsReplayable, Services = context.Services };
            await attempt._sinks.OpenAsync(graph.Plan, start, resumed?.Sinks, cancellationToken);
            return attempt;
        }
        catch (Exception error)
        {
            StreamActivities.Fail(activity, error);
            await attempt.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs until the end of the source or a drain.</summary>
    /// <param name="drain">Asks for a gentle end.</param>
    /// <param name="abort">Asks for an immediate end.</param>
    public async Task RunAsync(CancellationToken drain, CancellationToken abort)
    {
        if (_source is { } source)
        {
            var stage = new OrderedStage(_context, source, _sinks, _resumed, drain);
            await stage.BeginAsync(abort);
            var reachedEnd = await ProcessAllAsync(source, stage, drain, abort);
            if (reachedEnd)
            {
                await stage.CompleteAsync(abort);
            }

            await stage.EndAsync(reachedEnd, abort);
            if (!reachedEnd)
            {
                return;
            }
        }

        await _sinks.CompleteAsync(abort);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _sinks.DisposeAsync();
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }
    }

    private async Task<bool> ProcessAllAsync(IRecordSource source, OrderedStage stage, CancellationToken drain, CancellationToken abort)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(abort);
        var meters = _context.Meters;
        var plan = _context.Graph.Plan;
        var segment = new ParallelSegment(source, plan.First, meters, _context.Workers, _context.Options.ChunksInFlight)
        {
            IsLive = plan.Source.IsLive,
            RecordsAtOnce = plan.RecordsAtOnce,
        };
        meters.Watch(() => (segment.Ordered.Count, segment.Capacity), () => source.Backlog is { } backlog ? (backlog.Records, backlog.Bytes) : (null, null));
        var reading = Task.Run(() => segment.ReadAsync(drain, stop.Token), CancellationToken.None);
        var working = segment.WorkAsync(stop.Token);
        try
        {
            var items = new ItemQueue(segment.Ordered, stage, _context.Environment.Clock);
            while (await items.NextAsync(stop.Token) is { } item)
            {
                await item.Done.Task.WaitAsync(stop.Token);
                await stage.ProcessAsync(item.Read, item.Batch, stop.Token);
                meters.Processed(meters.Clock.GetElapsedTime(item.ReadAt), item.Read.NewestAt);
                segment.Release(item);
            }

            await working;
            return await reading;
        }
        catch
        {
            await stop.CancelAsync();
            await QuietAsync(working);
            await QuietAsync(reading);
            throw;
        }
        finally
        {
            // An alarm may still be set.
            meters.Watch(null, null);
            await stop.CancelAsync();
        }
    }

    // The fault that ended the attempt is on its way up already; these tasks only follow it.
    private static async Task QuietAsync(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
