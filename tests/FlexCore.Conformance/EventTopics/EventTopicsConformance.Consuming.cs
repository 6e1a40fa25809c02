using System.Diagnostics;
using FlexCore.Application.EventTopics;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.EventTopics;

/// <content>What a running pipeline is promised.</content>
public abstract partial class EventTopicsConformance
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_consumer_gets_every_record_once_and_in_order_from_any_position(int seed)
    {
        var random = new Random(seed);
        var expected = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            using var request = random.Next(4) == 0 ? new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start() : null;
            request?.ActivityTraceFlags = ActivityTraceFlags.Recorded;
            var count = random.Next(1, 4);
            var lines = Enumerable.Range(0, count).Select(line => $"\"{i}.{line}\"\n").ToArray();
            expected.AddRange(lines);
            await AppendAsync(Ana, "orders", string.Concat(lines), count);
        }

        var all = await ConsumeAsync(0, expected.Count);

        Text(all).ShouldBe(string.Concat(expected), $"seed {seed}");
        foreach (var batch in all)
        {
            var behind = await ConsumeAsync(batch.Position, expected.Count - (int)(batch.FirstRecord + batch.Count - 1));
            Text(behind).ShouldBe(string.Concat(expected.Skip((int)batch.FirstRecord + batch.Count - 1)), $"seed {seed}, behind {batch.Position}");
        }
    }

    [Fact]
    public async Task A_consumer_at_the_end_gets_what_comes_while_it_waits()
    {
        await AppendAsync(Ana, "orders", "1\n", 1);
        using var end = new CancellationTokenSource(Patience);
        var reading = Topics.ConsumeAsync(Ana, "orders", 0, end.Token).GetAsyncEnumerator(CancellationToken.None);
        await using var _ = reading;
        (await reading.MoveNextAsync()).ShouldBeTrue();
        for (var i = 2; i < 20; i++)
        {
            var next = reading.MoveNextAsync().AsTask();
            await AppendAsync(Ana, "orders", $"{i}\n", 1);

            (await next.WaitAsync(Patience)).ShouldBeTrue();
            (reading.Current.FirstRecord, reading.Current.Count).ShouldBe((i, 1));
        }
    }

    [Fact]
    public async Task Batches_that_a_consumer_gets_keep_the_trace_of_their_records()
    {
        using var one = Recorded();
        await AppendAsync(Ana, "orders", "1\n", 1);
        await AppendAsync(Ana, "orders", "2\n", 1);
        one.Stop();
        using var two = Recorded();
        await AppendAsync(Ana, "orders", "3\n", 1);
        two.Stop();

        foreach (var batch in await ConsumeAsync(0, 3))
        {
            var trace = batch.FirstRecord < 3 ? one : two;
            batch.TraceParent?.ToString()[3..35].ShouldBe(trace.TraceId.ToString());
            (batch.FirstRecord + batch.Count - 1).ShouldBeLessThanOrEqualTo(batch.FirstRecord < 3 ? 2 : 3);
        }
    }

    private static Activity Recorded()
    {
        var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        return activity;
    }

    private async Task<List<EventTopicBatch>> ConsumeAsync(long after, int records)
    {
        var batches = new List<EventTopicBatch>();
        if (records == 0)
        {
            return batches;
        }

        using var end = new CancellationTokenSource(Patience);
        await foreach (var batch in Topics.ConsumeAsync(Ana, "orders", after, end.Token))
        {
            batches.Add(batch);
            if ((records -= batch.Count) <= 0)
            {
                break;
            }
        }

        return batches;
    }
}
