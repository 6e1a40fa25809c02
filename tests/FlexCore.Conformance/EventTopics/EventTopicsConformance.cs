using System.Diagnostics;
using System.Text;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.EventTopics;

/// <summary>What every <see cref="IEventTopics"/> promises. Derive a class per implementation.</summary>
public abstract partial class EventTopicsConformance : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private IEventTopicsHost? _host;

    private static SecurityContext Ana { get; } = new(new TenantId("ana"), "user:ana");

    private static SecurityContext Bob { get; } = new(new TenantId("bob"), "user:bob");

    private IEventTopics Topics => Host.Topics;

    private IEventTopicsHost Host => _host ?? throw new InvalidOperationException("The host has not started.");

    /// <summary>Starts an implementation without topics.</summary>
    protected abstract Task<IEventTopicsHost> StartAsync();

    public async Task InitializeAsync() => _host = await StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task A_topic_without_records_has_no_batch_and_ends_at_zero()
    {
        (await Topics.ReadAsync(Ana, "orders", 0)).ShouldBeNull();
        (await Topics.GetEndAsync(Ana, "orders")).ShouldBe(new EventTopicEnd(0, 0, 0, 0));
    }

    [Fact]
    public async Task What_was_appended_is_read_byte_for_byte()
    {
        const string Lines = "{\"a\":1}\n\"snow \\u2603 ☃\"\n[]\n";
        var reply = await AppendAsync(Ana, "orders", Lines, 3);
        (reply.Refusal, reply.LastRecord).ShouldBe((null, 3L));

        var batch = (await Topics.ReadAsync(Ana, "orders", 0)).ShouldNotBeNull();

        (batch.FirstRecord, batch.Count, batch.Position).ShouldBe((1L, 3, reply.Position));
        Encoding.UTF8.GetString(batch.Lines.Span).ShouldBe(Lines);
        (await Topics.ReadAsync(Ana, "orders", batch.Position)).ShouldBeNull();
        (await Topics.GetEndAsync(Ana, "orders")).ShouldBe(new EventTopicEnd(reply.Position, 3, Encoding.UTF8.GetByteCount(Lines), 0));
    }

    [Fact]
    public async Task A_batch_belongs_to_the_trace_in_which_it_was_appended()
    {
        await AppendAsync(Ana, "orders", "1\n", 1);
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        request.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        await AppendAsync(Ana, "orders", "2\n", 1);

        var batches = await ReadAllAsync(Ana, "orders", 0);

        batches.Select(batch => batch.TraceParent?.ToString()[3..35]).ShouldBe([null, request.TraceId.ToString()]);
    }

    [Fact]
    public async Task Records_are_numbered_without_holes_and_positions_grow()
    {
        for (var i = 0; i < 20; i++)
        {
            (await AppendAsync(Ana, "orders", string.Concat(Enumerable.Repeat($"{i}\n", 1 + (i % 3))), 1 + (i % 3))).Refusal.ShouldBeNull();
        }

        var batches = await ReadAllAsync(Ana, "orders", 0);
        var next = 1L;
        var position = 0L;
        foreach (var batch in batches)
        {
            batch.FirstRecord.ShouldBe(next);
            batch.Position.ShouldBeGreaterThan(position);
            Encoding.UTF8.GetString(batch.Lines.Span).Count(c => c == '\n').ShouldBe(batch.Count);
            (next, position) = (next + batch.Count, batch.Position);
        }

        (await Topics.GetEndAsync(Ana, "orders")).Records.ShouldBe(next - 1);
        Text(batches).ShouldStartWith("0\n1\n1\n2\n2\n2\n3\n");
    }

    [Fact]
    public async Task A_reader_goes_on_behind_any_position()
    {
        for (var i = 0; i < 5; i++)
        {
            await AppendAsync(Ana, "orders", $"{i}\n", 1);
        }

        var all = await ReadAllAsync(Ana, "orders", 0);
        for (var read = 0; read < all.Count; read++)
        {
            Text(await ReadAllAsync(Ana, "orders", all[read].Position)).ShouldBe(Text(all.Skip(read + 1)), $"behind batch {read}");
        }
    }

    [Fact]
    public async Task Topics_and_tenants_do_not_mix()
    {
        await AppendAsync(Ana, "orders", "1\n", 1);
        await AppendAsync(Ana, "orders.eu", "2\n", 1);
        await AppendAsync(Bob, "orders", "3\n", 1);

        Text(await ReadAllAsync(Ana, "orders", 0)).ShouldBe("1\n");
        Text(await ReadAllAsync(Ana, "orders.eu", 0)).ShouldBe("2\n");
        Text(await ReadAllAsync(Bob, "orders", 0)).ShouldBe("3\n");
        Text(await ReadAllAsync(Bob, "orders.eu", 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_append_does_not_change_with_the_caller_s_buffer()
    {
        var lines = "111\n"u8.ToArray();
        await Topics.AppendAsync(new EventTopicAppend(Ana, "orders", lines, 1, "c"));
        lines[0] = (byte)'9';
        Text(await ReadAllAsync(Ana, "orders", 0)).ShouldBe("111\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-orders")]
    [InlineData("a/b")]
    [InlineData("ümlaut")]
    public async Task A_name_that_breaks_the_rules_is_refused(string topic)
    {
        await Should.ThrowAsync<InvalidIdentifierException>(async () => await AppendAsync(Ana, topic, "1\n", 1));
        await Should.ThrowAsync<InvalidIdentifierException>(async () => await Topics.ReadAsync(Ana, topic, 0));
        await Should.ThrowAsync<InvalidIdentifierException>(async () => await Topics.GetEndAsync(Ana, topic));
    }

    [Fact]
    public async Task Concurrent_appends_are_all_there_whole_and_in_one_order_for_everyone()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).SelectMany(writer => Enumerable.Range(0, 25).Select(i => Task.Run(async () =>
            await AppendAsync(Ana, "orders", $"\"{writer}-{i}a\"\n\"{writer}-{i}b\"\n", 2)))));

        replies.ShouldAllBe(reply => reply.Refusal == null);
        replies.Select(reply => reply.LastRecord).Distinct().Count().ShouldBe(200);
        var first = Text(await ReadAllAsync(Ana, "orders", 0));
        Text(await ReadAllAsync(Ana, "orders", 0)).ShouldBe(first);
        var lines = first.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(400);
        lines.Distinct().Count().ShouldBe(400);
        for (var i = 0; i < lines.Length; i += 2)
        {
            lines[i + 1].ShouldBe(lines[i].Replace('a', 'b'), "both records of an append stand together");
        }
    }

    private async Task<EventTopicReply> AppendAsync(SecurityContext security, string topic, string lines, int count) =>
        await Topics.AppendAsync(new EventTopicAppend(security, topic, Encoding.UTF8.GetBytes(lines), count, "c-1"));

    private async Task<List<EventTopicBatch>> ReadAllAsync(SecurityContext security, string topic, long after)
    {
        var batches = new List<EventTopicBatch>();
        while (await Topics.ReadAsync(security, topic, after) is { } batch)
        {
            batches.Add(batch);
            after = batch.Position;
        }

        return batches;
    }

    private static string Text(IEnumerable<EventTopicBatch> batches) => string.Concat(batches.Select(batch => Encoding.UTF8.GetString(batch.Lines.Span)));
}
