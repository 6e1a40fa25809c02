using System.Threading.Channels;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Execution;

/// <summary>Reads the source and runs the first segment on several workers, and hands the results on in input order.</summary>
/// <remarks>
/// One reading task and N workers, joined by two bounded channels with the same items: one feeds the workers, the other keeps the order. Memory is
/// bounded by the number of items in them.
/// </remarks>
internal sealed class ParallelSegment
{
    private readonly IRecordSource _source;
    private readonly SegmentPlan _plan;
    private readonly RunMeters _meters;
    private readonly BatchPool _pool;
    private readonly Channel<WorkItem> _work;
    private readonly Channel<WorkItem> _ordered;
    private readonly int _workers;

    /// <summary>Creates the stage.</summary>
    /// <param name="source">The source.</param>
    /// <param name="plan">The segment.</param>
    /// <param name="meters">Takes what source and steps do.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="chunksInFlight">How many chunks may be under way for each worker.</param>
    public ParallelSegment(IRecordSource source, SegmentPlan plan, RunMeters meters, int workers, int chunksInFlight)
    {
        _source = source;
        _plan = plan;
        _meters = meters;
        _workers = workers;
        _pool = new BatchPool(plan.Width);
        var capacity = Capacity = workers * chunksInFlight;
        _work = Channel.CreateBounded<WorkItem>(new BoundedChannelOptions(capacity) { SingleWriter = true, SingleReader = workers == 1 });
        _ordered = Channel.CreateBounded<WorkItem>(new BoundedChannelOptions(capacity) { SingleWriter = true, SingleReader = true });
    }

    /// <summary>How many items may be under way.</summary>
    public int Capacity { get; }

    /// <summary>Whether the source has no end, so that waiting for it is no work.</summary>
    public bool IsLive { get; init; }

    /// <summary>The most records that travel together; <see langword="null"/> for as many as the source reads at once.</summary>
    public int? RecordsAtOnce { get; init; }

    /// <summary>The items in input order; await <see cref="WorkItem.Done"/> of each.</summary>
    public ChannelReader<WorkItem> Ordered => _ordered.Reader;

    /// <summary>Reads until the source ends or the drain is asked for.</summary>
    /// <param name="drain">Ends reading gently.</param>
    /// <param name="abort">Ends reading at once.</param>
    /// <returns>Whether the end of the source was reached.</returns>
    public async Task<bool> ReadAsync(CancellationToken drain, CancellationToken abort)
    {
        Exception? error = null;
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(drain, abort);
            while (!drain.IsCancellationRequested)
            {
                if (await ReadOneAsync(stop.Token) is not { } read)
                {
                    return true;
                }

                foreach (var part in Parts(read))
                {
                    await HandOnAsync(new WorkItem(part, _pool.Rent(), _meters.Clock.GetTimestamp()), abort);
                }
            }
        }
        catch (OperationCanceledException) when (drain.IsCancellationRequested && !abort.IsCancellationRequested)
        {
            // Reading was interrupted for a drain; what was read before goes on its way.
            return false;
        }
        catch (Exception fault)
        {
            error = fault;
            throw;
        }
        finally
        {
            _work.Writer.TryComplete();
            _ordered.Writer.TryComplete(error);
        }

        return false;
    }

    /// <summary>Runs the workers until reading has ended.</summary>
    /// <param name="abort">Ends them at once.</param>
    public Task WorkAsync(CancellationToken abort) =>
        Task.WhenAll(Enumerable.Range(0, _workers).Select(_ => Task.Run(() => WorkOneAsync(abort), CancellationToken.None)));

    /// <summary>Gives an item's batch back for reuse.</summary>
    /// <param name="item">The item, completely processed.</param>
    public void Release(WorkItem item) => _pool.Return(item.Batch);

    private async ValueTask<SourceRead?> ReadOneAsync(CancellationToken stop)
    {
        var (meter, started) = (_meters.Source, _meters.Clock.GetTimestamp());
        var reading = _source.ReadAsync(stop);
        var isWait = IsLive && !reading.IsCompleted;
        var read = await reading;
        if (!isWait)
        {
            meter.AddBusy(_meters.Clock.GetElapsedTime(started));
        }

        if (read is not null)
        {
            meter.AddIn(read.Chunk.Count);
            meter.AddOut(read.Chunk.Count);
            if (meter.Tap.IsActive)
            {
                meter.Tap.Offer(read.Chunk);
            }
        }

        return read;
    }

    private IEnumerable<SourceRead> Parts(SourceRead read)
    {
        var (done, all) = (0, read.Chunk.Count);
        while (RecordsAtOnce is { } most && all - done > most)
        {
            yield return read with { Chunk = read.Chunk.Slice(done, most), IsPartial = true };
            done += most;
        }

        yield return done == 0 ? read : read with { Chunk = read.Chunk.Slice(done, all - done) };
    }

    private async ValueTask HandOnAsync(WorkItem item, CancellationToken abort)
    {
        var started = _meters.Clock.GetTimestamp();
        var ordering = _ordered.Writer.WriteAsync(item, abort);
        var isHeld = !ordering.IsCompleted;
        await ordering;
        var working = _work.Writer.WriteAsync(item, abort);
        isHeld |= !working.IsCompleted;
        await working;
        if (isHeld)
        {
            _meters.Source.AddHeld(_meters.Clock.GetElapsedTime(started));
        }
    }

    private async Task WorkOneAsync(CancellationToken abort)
    {
        var operators = _plan.Instantiate(_meters);
        await foreach (var item in _work.Reader.ReadAllAsync(abort))
        {
            try
            {
                item.Batch.Reset(item.Read.Chunk);
                operators.Apply(item.Batch);
                item.Done.SetResult();
            }
            catch (Exception fault)
            {
                // The ordered stage rethrows it when it comes to this item, so that the first fault of the input is the one reported.
                item.Done.SetException(fault);
            }
        }
    }
}
