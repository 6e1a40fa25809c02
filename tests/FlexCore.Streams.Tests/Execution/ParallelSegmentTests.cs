using System.Buffers;
using System.Text;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sources;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Execution;

public sealed class ParallelSegmentTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(61)]
    [InlineData(62)]
    [InlineData(63)]
    public async Task Results_keep_the_order_of_the_input_however_workers_overtake_each_other(int seed)
    {
        const int Chunks = 200;
        var random = new Random(seed);
        var effort = Enumerable.Range(0, Chunks).Select(_ => random.Next(4) == 0 ? random.Next(100_000) : 0).ToArray();

        // Chunks take a very different effort, so workers overtake each other.
        var segment = Segment(new ListSource(Chunks), workers: 4, batch =>
        {
            var sum = 0d;
            for (var i = effort[NumberOf(batch)]; i > 0; i--)
            {
                sum += Math.Sqrt(i);
            }

            batch.Row(0)[0] = Value.Number(sum);
        });
        var work = segment.WorkAsync(CancellationToken.None);
        var reading = segment.ReadAsync(CancellationToken.None, CancellationToken.None);

        var order = new List<long>();
        await foreach (var item in segment.Ordered.ReadAllAsync())
        {
            await item.Done.Task.WaitAsync(Generous);
            NumberOf(item.Batch).ShouldBe(item.Read.BytesIn, $"seed {seed}");
            order.Add(item.Read.BytesIn);
            segment.Release(item);
        }

        (await reading.WaitAsync(Generous)).ShouldBeTrue();
        await work.WaitAsync(Generous);
        order.ShouldBe(Enumerable.Range(0, Chunks).Select(chunk => (long)chunk), $"seed {seed}");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(4, 2)]
    public async Task Reading_stops_when_the_bound_is_reached(int workers, int chunksInFlight)
    {
        var source = new ListSource(100);
        var segment = Segment(source, workers, static _ => { }, chunksInFlight);
        using var abort = new CancellationTokenSource();

        // The source never waits, so everything that fits has been read when the call returns.
        var reading = segment.ReadAsync(CancellationToken.None, abort.Token);

        reading.IsCompleted.ShouldBeFalse();
        source.Reads.ShouldBe((workers * chunksInFlight) + 1);
        await abort.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(reading.WaitAsync(Generous));
    }

    [Fact]
    public async Task A_fault_of_a_worker_is_reported_at_its_chunk_and_the_others_go_on()
    {
        var segment = Segment(new ListSource(6), workers: 2, batch =>
        {
            if (NumberOf(batch) == 3)
            {
                throw new InvalidDataException("chunk 3");
            }
        });
        var work = segment.WorkAsync(CancellationToken.None);
        var reading = segment.ReadAsync(CancellationToken.None, CancellationToken.None);

        var faults = new List<string>();
        await foreach (var item in segment.Ordered.ReadAllAsync())
        {
            try
            {
                await item.Done.Task.WaitAsync(Generous);
                faults.Add("ok");
            }
            catch (InvalidDataException fault)
            {
                faults.Add(fault.Message);
            }
        }

        (await reading).ShouldBeTrue();
        await work.WaitAsync(Generous);
        faults.ShouldBe(["ok", "ok", "ok", "chunk 3", "ok", "ok"]);
    }

    [Fact]
    public async Task A_fault_of_the_source_comes_behind_everything_read_before()
    {
        var segment = Segment(new ListSource(3) { End = static _ => throw new InvalidDataException("disk") }, workers: 2, static _ => { });
        var work = segment.WorkAsync(CancellationToken.None);
        var reading = segment.ReadAsync(CancellationToken.None, CancellationToken.None);

        var seen = 0;
        var fault = await Should.ThrowAsync<InvalidDataException>(async () =>
        {
            await foreach (var item in segment.Ordered.ReadAllAsync())
            {
                await item.Done.Task.WaitAsync(Generous);
                seen++;
            }
        });

        (seen, fault.Message).ShouldBe((3, "disk"));
        (await Should.ThrowAsync<InvalidDataException>(reading)).Message.ShouldBe("disk");
        await work.WaitAsync(Generous);
    }

    [Fact]
    public async Task A_drain_interrupts_a_waiting_source_and_keeps_what_was_read()
    {
        using var drain = new CancellationTokenSource();
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var source = new ListSource(2)
        {
            End = async stop =>
            {
                waiting.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(stop);
            },
        };
        var segment = Segment(source, workers: 1, static _ => { });
        var work = segment.WorkAsync(CancellationToken.None);
        var reading = segment.ReadAsync(drain.Token, CancellationToken.None);
        await waiting.Task.WaitAsync(Generous);

        await drain.CancelAsync();

        (await reading.WaitAsync(Generous)).ShouldBeFalse();
        var seen = await segment.Ordered.ReadAllAsync().CountAsync();
        seen.ShouldBe(2);
        await work.WaitAsync(Generous);
    }

    [Fact]
    public async Task A_drain_before_the_start_reads_nothing()
    {
        var source = new ListSource(5);
        var segment = Segment(source, workers: 1, static _ => { });

        (await segment.ReadAsync(new CancellationToken(canceled: true), CancellationToken.None)).ShouldBeFalse();

        source.Reads.ShouldBe(0);
        segment.Ordered.Completion.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task A_batch_given_back_comes_again_empty()
    {
        var pool = new BatchPool(2);
        var batch = pool.Rent();
        batch.Add(0)[1] = Value.True;
        batch.Fail(0, 0, new RecordFailure("r", "d"));
        pool.Return(batch);

        var again = await Task.Run(pool.Rent);

        (again.RowCount, again.SelectedCount, again.Failures.Count).ShouldBe((0, 0, 0));
        again.Add(0)[1].IsUndefined.ShouldBeTrue();
    }

    private static ParallelSegment Segment(IRecordSource source, int workers, Action<RecordBatch> apply, int chunksInFlight = 8) =>
        new(source, new SegmentPlan(1, [new PlannedOperator(-1, _ => new Act(apply))]), RunMeters.Unwatched(), workers, chunksInFlight);

    private static long NumberOf(RecordBatch batch) =>
        long.Parse(Encoding.ASCII.GetString(batch.Source.ShouldNotBeNull().Span(0)), System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Act(Action<RecordBatch> apply) : IRowOperator
    {
        public void Apply(RecordBatch batch) => apply(batch);
    }

    /// <summary>Chunks of one record, which is the chunk's number.</summary>
    private sealed class ListSource(int count) : IRecordSource
    {
        public Func<CancellationToken, Task> End { get; init; } = static _ => Task.CompletedTask;

        public int Reads { get; private set; }

        public long? BytesTotal => null;

        public long BytesIn => Reads;

        public long BytesRead => Reads;

        public async ValueTask<SourceRead?> ReadAsync(CancellationToken cancellationToken)
        {
            if (Reads == count)
            {
                await End(cancellationToken);
                return null;
            }

            var text = Encoding.ASCII.GetBytes(FormattableString.Invariant($"{Reads}"));
            return new SourceRead(new SourceChunk(text, [0], [text.Length], 1) { SourceName = "list" }, new InputPosition(0, InputPoint.Start), Reads++, 0);
        }

        public void WritePosition(SourceRead? after, IBufferWriter<byte> output) => throw new NotSupportedException("No position is asked for.");

        public ValueTask DisposeAsync() => default;
    }
}
