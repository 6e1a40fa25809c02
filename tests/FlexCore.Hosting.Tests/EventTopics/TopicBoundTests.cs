using System.Text;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Hosting.Tests.EventTopics;

/// <summary>What happens at the bounds of topics, and when a hint is lost.</summary>
public sealed class TopicBoundTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly SecurityContext Me = SecurityContext.Development;
    private readonly InMemoryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly EventTopicOptions _options = new() { BacklogBytesMax = 20, AppendRecordsMax = 3, AppendBytesMax = 1024, IdempotencyKeysMax = 1_000 };
    private TopicHost? _host;

    private TopicHost Host => _host ?? throw new InvalidOperationException("The host has not started.");

    public async Task InitializeAsync()
    {
        _host = new TopicHost(_store.Journal, _store.Snapshots, _store.Leases, _options, () => ValueTask.CompletedTask, _clock);
        await _host.CrashAsync();
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Fact]
    public async Task Appends_are_refused_while_the_running_reader_is_too_far_behind_and_taken_again_afterwards()
    {
        using var end = new CancellationTokenSource(Patience);
        await AppendAsync("\"0\"\n");
        var reading = Host.Topics.ConsumeAsync(Me, "orders", 0, end.Token).GetAsyncEnumerator(CancellationToken.None);
        await using var _ = reading;
        (await reading.MoveNextAsync()).ShouldBeTrue();

        // The reader has the first record and comes back for the second only below.
        (await AppendAsync("\"1\"\n")).Refusal.ShouldBeNull();
        (await reading.MoveNextAsync()).ShouldBeTrue();
        for (var i = 0; i < 4; i++)
        {
            (await AppendAsync("\"22\"\n")).Refusal.ShouldBeNull($"append {i}");
        }

        var refusal = (await AppendAsync("\"3\"\n")).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("backlog-full");
        refusal.Message.ShouldContain("flexcore.event-topics.backlog-bytes-max");
        (await reading.MoveNextAsync()).ShouldBeTrue();
        reading.Current.Count.ShouldBe(4, "what is there at once comes as one batch");

        // Taking the batch is not having it: only the reader that comes back has less before it.
        (await AppendAsync("\"3\"\n")).Refusal.ShouldNotBeNull();
        var next = reading.MoveNextAsync().AsTask();
        (await AppendAsync("\"3\"\n")).Refusal.ShouldBeNull();
        (await next.WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_running_reader_gets_at_once_is_bounded()
    {
        _options.BacklogBytesMax = 0;
        const int Appends = 9_000;
        await Task.WhenAll(Enumerable.Range(0, Appends / 100).Select(async _ =>
        {
            for (var i = 0; i < 100; i++)
            {
                (await AppendAsync("1\n")).Refusal.ShouldBeNull();
            }
        }));

        using var end = new CancellationTokenSource(Patience);
        var seen = 0;
        await foreach (var batch in Host.Topics.ConsumeAsync(Me, "orders", 0, end.Token))
        {
            batch.FirstRecord.ShouldBe(seen + 1);
            batch.Count.ShouldBeInRange(1, 4096);
            seen += batch.Count;
            if (seen == Appends)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task A_topic_without_a_running_reader_is_not_bounded_by_its_backlog()
    {
        for (var i = 0; i < 50; i++)
        {
            (await AppendAsync("\"0123456789\"\n")).Refusal.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(4, 8, "append-records-max")]
    [InlineData(1, 1200, "append-bytes-max")]
    public async Task An_append_beyond_a_bound_is_refused_with_the_key(int count, int bytes, string key)
    {
        var lines = string.Concat(Enumerable.Repeat(new string('1', (bytes / count) - 1) + "\n", count));

        var refusal = (await Host.Topics.AppendAsync(new EventTopicAppend(Me, "orders", Encoding.UTF8.GetBytes(lines), count, "c"))).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe("append-too-large");
        refusal.Message.ShouldContain(key);
        (await Host.Topics.GetEndAsync(Me, "orders")).Records.ShouldBe(0);
    }

    [Fact]
    public async Task A_reader_whose_hint_is_lost_finds_the_records_at_the_next_poll()
    {
        using var end = new CancellationTokenSource(Patience);
        var reading = Host.Topics.SubscribeAsync(Me, "orders", 0, end.Token).GetAsyncEnumerator(CancellationToken.None);
        await using var _ = reading;
        var waiting = reading.MoveNextAsync().AsTask();
        await _clock.WhenTimersArmedAsync(1, end.Token);

        // Another process of the same store appends: its hint never comes here.
        var other = new TopicHost(_store.Journal, _store.Snapshots, _store.Leases, _options, () => ValueTask.CompletedTask, _clock);
        await using var __ = other;
        await other.CrashAsync();
        await other.Topics.AppendAsync(new EventTopicAppend(Me, "orders", "1\n"u8.ToArray(), 1, "c"));
        waiting.IsCompleted.ShouldBeFalse("no hint came");
        _clock.Advance(_options.PollInterval);

        (await waiting.WaitAsync(Patience)).ShouldBeTrue();
        reading.Current.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Far_more_keys_are_remembered_than_by_other_entities()
    {
        var first = await AppendAsync("1\n", "k-0");
        for (var i = 1; i < 600; i++)
        {
            await AppendAsync("1\n", $"k-{i}");
        }

        await Host.CrashAsync();

        (await AppendAsync("1\n", "k-0")).ShouldBe(first);
        (await Host.Topics.GetEndAsync(Me, "orders")).Records.ShouldBe(600);
    }

    [Fact]
    public async Task A_large_append_is_read_in_parts_and_answered_with_its_last_record()
    {
        var options = new EventTopicOptions();
        await using var host = new TopicHost(_store.Journal, _store.Snapshots, _store.Leases, options, () => ValueTask.CompletedTask);
        await host.CrashAsync();
        var line = "\"" + new string('x', 60_000) + "\"\n";
        var append = new EventTopicAppend(Me, "large", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, 50))), 50, "c") { IdempotencyKey = "k" };

        var reply = await host.Topics.AppendAsync(append);
        reply.LastRecord.ShouldBe(50);
        var read = 0;
        var position = 0L;
        while (await host.Topics.ReadAsync(Me, "large", position) is { } batch)
        {
            batch.Lines.Length.ShouldBeLessThan(300_000);
            (read, position) = (read + batch.Count, batch.Position);
        }

        (read, position).ShouldBe((50, reply.Position));
        (await host.Topics.AppendAsync(append)).ShouldBe(reply);
    }

    private async Task<EventTopicReply> AppendAsync(string line, string? key = null) =>
        await Host.Topics.AppendAsync(new EventTopicAppend(Me, "orders", Encoding.UTF8.GetBytes(line), 1, "c") { IdempotencyKey = key });
}
