using System.Threading.Channels;
using FlexCore.Streams.Flows;

namespace FlexCore.Streams.Tests.Flows;

public sealed class FlowTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(10_000)]
    public async Task Operators_agree_with_Linq(int count)
    {
        var items = Enumerable.Range(0, count).ToArray();
        var expected = items.Select(item => item * 2).Where(item => item % 3 != 0).SelectMany(item => Enumerable.Repeat(item, item % 4)).Chunk(7).ToList();

        var actual = await Flow.From(items).Select(item => item * 2).Where(item => item % 3 != 0).InParallel()
            .SelectMany(item => Enumerable.Repeat(item, item % 4)).Chunk(7).ToListAsync();

        actual.Count.ShouldBe(expected.Count);
        actual.SelectMany(chunk => chunk).ShouldBe(expected.SelectMany(chunk => chunk));
    }

    [Fact]
    public async Task Sequences_arrays_and_asynchronous_sequences_give_the_same()
    {
        var items = Enumerable.Range(0, 3000).ToArray();

        (await Flow.From(items).AggregateAsync(0L, (sum, item) => sum + item)).ShouldBe(4_498_500);
        (await Flow.From(items.AsEnumerable()).AggregateAsync(0L, (sum, item) => sum + item)).ShouldBe(4_498_500);
        (await Flow.From(Later(items)).AggregateAsync(0L, (sum, item) => sum + item)).ShouldBe(4_498_500);
        (await Flow.From(Later(items)).CountAsync()).ShouldBe(3000);
    }

    [Fact]
    public async Task A_flow_runs_as_often_as_it_is_asked_to()
    {
        var flow = Flow.From([1, 2, 3]).Select(item => item + 1).InParallel();

        (await flow.ToListAsync()).ShouldBe([2, 3, 4]);
        (await flow.ToListAsync()).ShouldBe([2, 3, 4]);
    }

    [Fact]
    public async Task Asynchronous_mappings_run_together_and_keep_the_order()
    {
        var running = 0;
        var most = 0;
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actual = await Flow.From(Enumerable.Range(0, 100)).SelectAsync(4, async (item, stop) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            if (running == 4)
            {
                together.TrySetResult();
            }

            await together.Task.WaitAsync(Generous, stop);
            Interlocked.Decrement(ref running);
            return item * 10;
        }).ToListAsync();

        actual.ShouldBe(Enumerable.Range(0, 100).Select(item => item * 10));
        most.ShouldBe(4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fault_on_either_side_of_a_boundary_stops_the_flow_and_comes_out(bool isBefore)
    {
        var flow = Flow.From(Endless())
            .Select(item => isBefore && item == 5000 ? throw new InvalidOperationException("broken") : item)
            .InParallel(1)
            .Select(item => !isBefore && item == 5000 ? throw new InvalidOperationException("broken") : item);

        var error = await Should.ThrowAsync<InvalidOperationException>(() => flow.CountAsync().WaitAsync(Generous));

        error.Message.ShouldBe("broken");
    }

    [Fact]
    public async Task A_slow_end_holds_the_source_back()
    {
        var produced = 0;
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var running = Flow.From(Endless().Select(item =>
        {
            produced = item;
            return item;
        })).InParallel(2).ForEachAsync(
            async (_, token) =>
            {
                first.TrySetResult();
                await release.Task.WaitAsync(token);
            },
            stop.Token);
        await first.Task.WaitAsync(Generous);

        // One batch at the end, two in the queue, one waiting to enter it and one being made.
        Volatile.Read(ref produced).ShouldBeLessThan(6 * 1024);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(Generous));
    }

    [Fact]
    public async Task An_item_of_an_asynchronous_sequence_does_not_wait_for_later_ones()
    {
        var channel = Channel.CreateUnbounded<int>();
        var seen = Channel.CreateUnbounded<int>();
        var running = Flow.From(channel.Reader.ReadAllAsync()).InParallel().ForEachAsync((item, _) => seen.Writer.WriteAsync(item, CancellationToken.None));

        await channel.Writer.WriteAsync(1);

        (await seen.Reader.ReadAsync().AsTask().WaitAsync(Generous)).ShouldBe(1);
        channel.Writer.Complete();
        await running.WaitAsync(Generous);
    }

    [Fact]
    public void Bounds_below_one_are_refused()
    {
        var flow = Flow.From([1]);

        Should.Throw<ArgumentOutOfRangeException>(() => flow.InParallel(0));
        Should.Throw<ArgumentOutOfRangeException>(() => flow.Chunk(0));
        Should.Throw<ArgumentOutOfRangeException>(() => flow.SelectAsync(0, (item, _) => ValueTask.FromResult(item)));
    }

    private static IEnumerable<int> Endless()
    {
        for (var i = 0; ; i++)
        {
            yield return i;
        }
    }

    private static async IAsyncEnumerable<int> Later(int[] items)
    {
        foreach (var item in items)
        {
            if (item % 100 == 0)
            {
                await Task.Yield();
            }

            yield return item;
        }
    }
}
