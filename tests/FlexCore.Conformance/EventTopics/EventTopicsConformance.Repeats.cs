using System.Text;
using FlexCore.Application.EventTopics;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.EventTopics;

/// <content>Sending again, crashes and subscriptions.</content>
public abstract partial class EventTopicsConformance
{
    [Fact]
    public async Task The_same_idempotency_key_gets_the_same_answer_and_appends_nothing()
    {
        var append = Append("1\n2\n", 2) with { IdempotencyKey = "k-1" };
        var first = await Topics.AppendAsync(append);
        await AppendAsync(Ana, "orders", "3\n", 1);

        (await Topics.AppendAsync(append)).ShouldBe(first);

        Text(await ReadAllAsync(Ana, "orders", 0)).ShouldBe("1\n2\n3\n");
    }

    [Fact]
    public async Task The_same_idempotency_key_with_other_records_is_refused_and_appends_nothing_also_after_a_crash()
    {
        var append = Append("1\n2\n", 2) with { IdempotencyKey = "k-1" };
        var first = await Topics.AppendAsync(append);
        for (var round = 0; round < 2; round++)
        {
            (await Topics.AppendAsync(append with { Lines = "1\n3\n"u8.ToArray() })).Refusal.ShouldNotBeNull().Code.ShouldBe("idempotency-key-reused", $"round {round}");
            (await Topics.AppendAsync(append)).ShouldBe(first);
            await Host.CrashAsync();
        }

        Text(await ReadAllAsync(Ana, "orders", 0)).ShouldBe("1\n2\n");
    }

    [Fact]
    public async Task Who_names_what_was_asked_may_send_other_records_for_it()
    {
        var append = Append("1\n", 1) with { IdempotencyKey = "k-1", RequestHash = new string('a', 32) };
        var first = await Topics.AppendAsync(append);

        (await Topics.AppendAsync(append with { Lines = "2\n"u8.ToArray() })).ShouldBe(first);
        (await Topics.AppendAsync(append with { RequestHash = new string('b', 32) })).Refusal.ShouldNotBeNull().Code.ShouldBe("idempotency-key-reused");
    }

    [Fact]
    public async Task An_idempotency_key_means_one_topic_of_one_tenant()
    {
        await Topics.AppendAsync(Append("1\n", 1) with { IdempotencyKey = "k" });
        await Topics.AppendAsync(Append("2\n", 1) with { IdempotencyKey = "k", Topic = "other" });
        await Topics.AppendAsync(Append("3\n", 1) with { IdempotencyKey = "k", Security = Bob });

        Text(await ReadAllAsync(Ana, "other", 0)).ShouldBe("2\n");
        Text(await ReadAllAsync(Bob, "orders", 0)).ShouldBe("3\n");
    }

    [Fact]
    public async Task Rows_that_a_producer_sends_again_are_left_out()
    {
        await Topics.AppendAsync(Rows(1, "1\n2\n3\n", 3));
        (await Topics.GetEndAsync(Ana, "orders", "p")).ProducerRow.ShouldBe(3);

        (await Topics.AppendAsync(Rows(2, "2\n3\n4\n5\n", 4))).Refusal.ShouldBeNull("rows 2 and 3 are known, 4 and 5 are new");
        (await Topics.AppendAsync(Rows(1, "1\n2\n", 2))).Refusal.ShouldBeNull("all rows are known");

        Text(await ReadAllAsync(Ana, "orders", 0)).ShouldBe("1\n2\n3\n4\n5\n");
        (await Topics.GetEndAsync(Ana, "orders", "p")).ProducerRow.ShouldBe(5);
        (await Topics.GetEndAsync(Ana, "orders")).Records.ShouldBe(5);
    }

    [Fact]
    public async Task Each_producer_counts_for_itself()
    {
        await Topics.AppendAsync(Rows(1, "1\n", 1));
        await Topics.AppendAsync(Rows(1, "2\n", 1) with { Producer = "q" });
        await Topics.AppendAsync(Append("3\n", 1));

        Text(await ReadAllAsync(Ana, "orders", 0)).ShouldBe("1\n2\n3\n");
        (await Topics.GetEndAsync(Ana, "orders", "q")).ProducerRow.ShouldBe(1);
        (await Topics.GetEndAsync(Ana, "orders", "unknown")).ProducerRow.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_crash_with_keys_and_producers()
    {
        var keyed = Append("1\n", 1) with { IdempotencyKey = "k" };
        var first = await Topics.AppendAsync(keyed);
        await Topics.AppendAsync(Rows(1, "2\n3\n", 2));
        var end = await Topics.GetEndAsync(Ana, "orders", "p");

        await Host.CrashAsync();

        (await Topics.GetEndAsync(Ana, "orders", "p")).ShouldBe(end);
        (await Topics.AppendAsync(keyed)).ShouldBe(first);
        await Topics.AppendAsync(Rows(2, "3\n4\n", 2));
        Text(await ReadAllAsync(Ana, "orders", 0)).ShouldBe("1\n2\n3\n4\n");
    }

    [Fact]
    public async Task A_subscription_gets_the_past_and_then_what_comes()
    {
        await AppendAsync(Ana, "orders", "1\n", 1);
        await AppendAsync(Ana, "orders", "2\n", 1);
        using var end = new CancellationTokenSource(Patience);
        var batches = Topics.SubscribeAsync(Ana, "orders", 0, end.Token).GetAsyncEnumerator(CancellationToken.None);
        await using var _ = batches;

        (await NextAsync(batches)).ShouldBe("1\n");
        (await NextAsync(batches)).ShouldBe("2\n");
        var waiting = NextAsync(batches);
        await AppendAsync(Ana, "other", "x\n", 1);
        await AppendAsync(Bob, "orders", "x\n", 1);
        await AppendAsync(Ana, "orders", "3\n", 1);
        (await waiting).ShouldBe("3\n");
    }

    [Fact]
    public async Task A_subscription_may_begin_before_the_topic_and_behind_a_position()
    {
        using var end = new CancellationTokenSource(Patience);
        var early = Topics.SubscribeAsync(Ana, "orders", 0, end.Token).GetAsyncEnumerator(CancellationToken.None);
        await using var first = early;
        var waiting = NextAsync(early);
        var reply = await AppendAsync(Ana, "orders", "1\n", 1);
        (await waiting).ShouldBe("1\n");
        await AppendAsync(Ana, "orders", "2\n", 1);

        var later = Topics.SubscribeAsync(Ana, "orders", reply.Position, end.Token).GetAsyncEnumerator(CancellationToken.None);
        await using var second = later;
        (await NextAsync(later)).ShouldBe("2\n");
    }

    [Fact]
    public async Task A_waiting_subscription_ends_when_it_is_cancelled()
    {
        using var end = new CancellationTokenSource();
        var batches = Topics.SubscribeAsync(Ana, "orders", 0, end.Token).GetAsyncEnumerator(CancellationToken.None);
        await using var _ = batches;
        var waiting = batches.MoveNextAsync().AsTask();

        await end.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task Subscriptions_see_every_record_once_and_in_order_while_others_append()
    {
        using var end = new CancellationTokenSource(Patience);
        var reading = Enumerable.Range(0, 3).Select(_ => ReadRecordsAsync(300, end.Token)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                (await AppendAsync(Ana, "orders", $"\"{writer}-{i}\"\n", 1)).Refusal.ShouldBeNull();
            }
        })));

        var expected = Text(await ReadAllAsync(Ana, "orders", 0));
        foreach (var records in await Task.WhenAll(reading))
        {
            records.ShouldBe(expected);
        }
    }

    private static EventTopicAppend Append(string lines, int count) => new(Ana, "orders", Encoding.UTF8.GetBytes(lines), count, "c-1");

    private static EventTopicAppend Rows(long first, string lines, int count) => Append(lines, count) with { Producer = "p", ProducerRow = first };

    private static async Task<string> NextAsync(IAsyncEnumerator<EventTopicBatch> batches)
    {
        (await batches.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
        return Text([batches.Current]);
    }

    private async Task<string> ReadRecordsAsync(int count, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var next = 1L;
        await foreach (var batch in Topics.SubscribeAsync(Ana, "orders", 0, cancellationToken))
        {
            batch.FirstRecord.ShouldBe(next);
            next += batch.Count;
            text.Append(Text([batch]));
            if (next > count)
            {
                break;
            }
        }

        return text.ToString();
    }
}
