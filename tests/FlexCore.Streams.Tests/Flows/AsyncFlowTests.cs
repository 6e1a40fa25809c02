using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FlexCore.Streams.Flows;

namespace FlexCore.Streams.Tests.Flows;

public sealed class AsyncFlowTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_fault_comes_out_although_the_sequence_waits_for_its_next_item()
    {
        var items = Channel.CreateUnbounded<int>();
        await items.Writer.WriteAsync(1);

        var error = await Should.ThrowAsync<InvalidOperationException>(() => Flow.From(items.Reader.ReadAllAsync())
            .ForEachAsync((_, _) => throw new InvalidOperationException("broken")).WaitAsync(Generous));

        error.Message.ShouldBe("broken");
    }

    [Fact]
    public async Task A_sequence_that_does_not_listen_cannot_hold_up_the_end_and_is_disposed_later()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Flow.From(Deaf(release.Task, disposed)).ForEachAsync(
            (_, _) =>
            {
                first.TrySetResult();
                return ValueTask.CompletedTask;
            },
            stop.Token);
        await first.Task.WaitAsync(Generous);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(Generous));
        disposed.Task.IsCompleted.ShouldBeFalse();
        release.SetResult();
        await disposed.Task.WaitAsync(Generous);
    }

    [Fact]
    public async Task A_sequence_that_listens_learns_that_the_flow_ended()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await Should.ThrowAsync<InvalidOperationException>(() => Flow.From(Listening(told)).Select<int>(_ => throw new InvalidOperationException("broken")).CountAsync().WaitAsync(Generous));

        await told.Task.WaitAsync(Generous);
    }

    [Fact]
    public async Task A_fault_of_the_sequence_comes_out_after_the_items_before_it()
    {
        var seen = new List<int>();

        var error = await Should.ThrowAsync<InvalidOperationException>(() => Flow.From(Failing()).ForEachAsync((item, _) =>
        {
            seen.Add(item);
            return ValueTask.CompletedTask;
        }).WaitAsync(Generous));

        error.Message.ShouldBe("the sequence broke");
        seen.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_fault_that_needs_no_wait_comes_out_after_the_items_before_it()
    {
        var seen = new List<int>();

        await Should.ThrowAsync<InvalidOperationException>(() => Flow.From(FailingAtOnce()).ForEachAsync((item, _) =>
        {
            seen.Add(item);
            return ValueTask.CompletedTask;
        }).WaitAsync(Generous));

        seen.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_result_of_an_asynchronous_mapping_does_not_wait_for_later_items()
    {
        var items = Channel.CreateUnbounded<int>();
        var results = Channel.CreateUnbounded<int>();
        var running = Flow.From(items.Reader.ReadAllAsync())
            .SelectAsync(4, async (item, _) =>
            {
                await Task.Yield();
                return item * 10;
            })
            .ForEachAsync((item, _) => results.Writer.WriteAsync(item, CancellationToken.None));

        for (var item = 1; item <= 3; item++)
        {
            await items.Writer.WriteAsync(item);
            (await results.Reader.ReadAsync().AsTask().WaitAsync(Generous)).ShouldBe(item * 10);
        }

        items.Writer.Complete();
        await running.WaitAsync(Generous);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Mappings_that_end_in_any_order_give_the_order_of_the_items(int parallelism)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var random = new Random(seed);
            var yields = Enumerable.Range(0, 3000).Select(_ => random.Next(4)).ToArray();
            var running = 0;
            var most = 0;

            var actual = await Flow.From(Enumerable.Range(0, yields.Length)).SelectAsync(parallelism, async (item, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                for (var turn = yields[item]; turn > 0; turn--)
                {
                    await Task.Yield();
                }

                Interlocked.Decrement(ref running);
                return item;
            }).ToListAsync().WaitAsync(Generous);

            actual.ShouldBe(Enumerable.Range(0, yields.Length), $"seed {seed}");
            most.ShouldBeLessThanOrEqualTo(parallelism, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mapping_that_fails_stops_the_flow(bool isSynchronous)
    {
        var error = await Should.ThrowAsync<InvalidOperationException>(() => Flow.From(Enumerable.Range(0, 100_000)).SelectAsync(2, async (item, _) =>
        {
            if (!isSynchronous)
            {
                await Task.Yield();
            }

            return item < 50 ? item : throw new InvalidOperationException($"item {item}");
        }).CountAsync().WaitAsync(Generous));

        error.Message.ShouldBe("item 50");
    }

    [Fact]
    public async Task A_mapping_that_throws_before_it_begins_stops_the_flow()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => Flow.From([1, 2, 3])
            .SelectAsync<int>(2, (_, _) => throw new InvalidOperationException("at once")).CountAsync().WaitAsync(Generous));
    }

    [Fact]
    public async Task Mappings_are_told_when_the_flow_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Flow.From([1]).SelectAsync(1, async (item, token) =>
        {
            using var registration = token.Register(() => told.TrySetResult());
            begun.TrySetResult();
            await told.Task.WaitAsync(Generous, CancellationToken.None);
            return item;
        }).CountAsync(stop.Token);
        await begun.Task.WaitAsync(Generous);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(Generous));
        await told.Task.WaitAsync(Generous);
    }

    [Fact]
    public async Task Great_bounds_cost_nothing_until_they_are_used()
    {
        var flow = Flow.From([1, 2, 3]).SelectAsync(int.MaxValue, (item, _) => ValueTask.FromResult(item)).InParallel(int.MaxValue).Chunk(int.MaxValue);

        (await flow.ToListAsync().WaitAsync(Generous)).ShouldHaveSingleItem().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Chained_mappings_and_boundaries_agree_with_Linq()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var random = new Random(seed);
            var items = Enumerable.Range(0, random.Next(5000)).ToArray();
            var chunk = random.Next(1, 2000);

            var actual = await Flow.From(items).SelectAsync(random.Next(1, 9), (item, _) => ValueTask.FromResult(item + 1)).Where(item => item % 3 > 0)
                .InParallel(random.Next(1, 3)).SelectAsync(2, async (item, _) =>
                {
                    await Task.Yield();
                    return item * 2;
                }).Chunk(chunk).ToListAsync().WaitAsync(Generous);

            var expected = items.Select(item => item + 1).Where(item => item % 3 > 0).Select(item => item * 2).Chunk(chunk).ToList();
            actual.Select(part => part.Length).ShouldBe(expected.Select(part => part.Length), $"seed {seed}");
            actual.SelectMany(part => part).ShouldBe(expected.SelectMany(part => part), $"seed {seed}");
        }
    }

    private static async IAsyncEnumerable<int> Deaf(Task release, TaskCompletionSource disposed)
    {
        try
        {
            yield return 1;
            await release;
        }
        finally
        {
            disposed.SetResult();
        }
    }

    private static async IAsyncEnumerable<int> Listening(TaskCompletionSource told, [EnumeratorCancellation] CancellationToken token = default)
    {
        yield return 1;
        await using var registration = token.Register(() => told.TrySetResult());
        await told.Task;
    }

    private static async IAsyncEnumerable<int> FailingAtOnce()
    {
        yield return 1;
        yield return 2;
        await Task.CompletedTask;
        throw new InvalidOperationException("the sequence broke");
    }

    private static async IAsyncEnumerable<int> Failing()
    {
        yield return 1;
        yield return 2;
        await Task.Yield();
        throw new InvalidOperationException("the sequence broke");
    }
}
