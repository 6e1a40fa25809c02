using System.Text;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Storage;

/// <summary>The contract of <see cref="IEventJournal"/>.</summary>
public abstract class JournalConformance : StorageConformance
{
    private readonly EntityId _stream = Entity("a");

    [Fact]
    public async Task A_new_stream_is_empty() => (await ReadAsync(_stream)).ShouldBeEmpty();

    [Fact]
    public async Task An_appended_event_is_read_back_with_every_field()
    {
        var id = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");
        var result = await AppendAsync(_stream, 0, new NewEvent(id, "account.opened", 3, "{\"x\":\"ü 日本\"}"u8.ToArray()));
        result.ShouldBe(new AppendResult(AppendStatus.Committed, 1, 1, LeaseOf(_stream).Epoch));

        var stored = (await ReadAsync(_stream)).ShouldHaveSingleItem();
        stored.Id.ShouldBe(id);
        stored.Stream.ShouldBe(_stream);
        stored.Version.ShouldBe(1);
        stored.Shard.ShouldBe(_stream.ShardOf(ShardCount));
        stored.Offset.ShouldBe(1);
        stored.Type.ShouldBe("account.opened");
        stored.SchemaVersion.ShouldBe(3);
        stored.Metadata.ShouldBe(Metadata);
        Encoding.UTF8.GetString(stored.Payload.Span).ShouldBe("{\"x\":\"ü 日本\"}");
    }

    [Fact]
    public async Task Metadata_without_an_idempotency_key_and_with_any_text_is_read_back()
    {
        var metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "Jürgen 'Q' \"日本\"", "c\0d", new string('x', AppendRequest.MetadataTextLengthMax));
        await Journal.AppendAsync(Request(_stream, 0, Event("a")) with { Metadata = metadata });
        (await ReadAsync(_stream))[0].Metadata.ShouldBe(metadata);
    }

    [Fact]
    public async Task A_trace_parent_is_read_back_with_its_append_and_with_no_other()
    {
        var traced = Metadata with { IdempotencyKey = null, TraceParent = new TraceParent(UInt128.MaxValue - 5, 7, 1) };
        var other = traced with { TraceParent = new TraceParent(1, ulong.MaxValue, 0) };
        EventMetadata[] appended = [traced, other, traced with { TraceParent = null }, traced];
        for (var i = 0; i < appended.Length; i++)
        {
            await Journal.AppendAsync(Request(_stream, 2 * i, Event("a"), Event("b")) with { Metadata = appended[i] });
        }

        var expected = appended.SelectMany(metadata => new[] { metadata, metadata });
        (await ReadAsync(_stream)).Select(stored => stored.Metadata).ShouldBe(expected);
        (await ReadFeedAsync(FeedCursor.Start)).Select(stored => stored.Metadata).ShouldBe(expected);
        await Storage.CrashAsync();
        (await ReadAsync(_stream)).Select(stored => stored.Metadata).ShouldBe(expected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_095)]
    [InlineData(4_096)]
    [InlineData(1_000_000)]
    public async Task A_payload_of_any_size_comes_back_byte_for_byte(int size)
    {
        var payload = new byte[size];
        new Random(size).NextBytes(payload);
        await AppendAsync(_stream, 0, new NewEvent(Guid.NewGuid(), "t", 1, payload));
        (await ReadAsync(_stream))[0].Payload.ToArray().ShouldBe(payload);
    }

    [Fact]
    public async Task Several_events_of_one_append_get_consecutive_versions_and_offsets()
    {
        var result = await AppendAsync(_stream, 0, Event("a"), Event("b"), Event("c"));
        result.StreamVersion.ShouldBe(3);
        result.ShardOffset.ShouldBe(3);
        var events = await ReadAsync(_stream);
        events.Select(stored => stored.Version).ShouldBe([1, 2, 3]);
        events.Select(stored => stored.Offset).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Streams_of_one_shard_share_its_offsets()
    {
        var (first, second) = (EntityIn(2, "a"), EntityIn(2, "b"));
        await AppendAsync(first, 0, Event("1"));
        var result = await AppendAsync(second, 0, Event("1"), Event("2"));
        result.StreamVersion.ShouldBe(2);
        result.ShardOffset.ShouldBe(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(long.MaxValue)]
    public async Task Reading_begins_at_the_version_asked_for(long fromVersion)
    {
        await AppendAsync(_stream, 0, [.. Enumerable.Range(1, 5).Select(number => Event($"{number}"))]);
        (await ReadAsync(_stream, fromVersion)).Select(stored => stored.Version)
            .ShouldBe(Enumerable.Range(1, 5).Select(number => (long)number).Where(version => version >= fromVersion));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Append_with_a_wrong_version_is_refused_and_names_the_right_one(long expectedVersion)
    {
        await AppendAsync(_stream, 0, Event("a"), Event("b"));
        var result = await AppendAsync(_stream, expectedVersion, Event("c"));
        result.Status.ShouldBe(AppendStatus.WrongExpectedVersion);
        result.StreamVersion.ShouldBe(2);
        (await ReadAsync(_stream)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_append_leaves_no_gap()
    {
        await AppendAsync(_stream, 0, Event("a"));
        await AppendAsync(_stream, 0, Event("refused"));
        var result = await AppendAsync(_stream, 1, Event("b"));
        result.StreamVersion.ShouldBe(2);
        result.ShardOffset.ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_appends_with_the_same_expected_version_exactly_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => AppendAsync(_stream, 0, Event($"{number}")))));
        results.Count(result => result.Status == AppendStatus.Committed).ShouldBe(1);
        results.Count(result => result.Status == AppendStatus.WrongExpectedVersion).ShouldBe(49);
        (await ReadAsync(_stream)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pipelined_appends_commit_in_the_order_of_the_calls()
    {
        var pending = new List<Task<AppendResult>>();
        for (var version = 0; version < 200; version++)
        {
            pending.Add(Journal.AppendAsync(Request(_stream, version, Event($"{version}"))).AsTask());
        }

        var results = await Task.WhenAll(pending);
        results.ShouldAllBe(result => result.Status == AppendStatus.Committed);
        results.Select(result => result.StreamVersion).ShouldBe(Enumerable.Range(1, 200).Select(number => (long)number));
        (await ReadAsync(_stream)).Select(stored => Encoding.UTF8.GetString(stored.Payload.Span))
            .ShouldBe(Enumerable.Range(0, 200).Select(number => $"{{\"text\":\"{number}\"}}"));
    }

    [Fact]
    public async Task Pipelined_appends_that_build_on_a_failed_one_fail_too()
    {
        Task<AppendResult>[] pending =
        [
            Journal.AppendAsync(Request(_stream, 0, Event("a"))).AsTask(),
            Journal.AppendAsync(Request(_stream, 7, Event("wrong"))).AsTask(),
            Journal.AppendAsync(Request(_stream, 8, Event("builds on it"))).AsTask(),
        ];
        (await Task.WhenAll(pending)).Select(result => result.Status)
            .ShouldBe([AppendStatus.Committed, AppendStatus.WrongExpectedVersion, AppendStatus.WrongExpectedVersion]);
        (await ReadAsync(_stream)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_append_with_an_older_epoch_is_fenced()
    {
        var taken = await Shards.AcquireAsync(_stream.ShardOf(ShardCount), "node-2");
        var result = await AppendAsync(_stream, 0, Event("late"));
        result.ShouldBe(new AppendResult(AppendStatus.Fenced, 0, 0, taken.Epoch));
        (await ReadAsync(_stream)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_new_owner_may_append_and_other_shards_are_not_fenced()
    {
        var taken = await Shards.AcquireAsync(2, "node-2");
        (await Journal.AppendAsync(Request(EntityIn(2, "a"), 0, Event("a")) with { Lease = taken })).Status.ShouldBe(AppendStatus.Committed);
        (await AppendAsync(EntityIn(3, "a"), 0, Event("a"))).Status.ShouldBe(AppendStatus.Committed);
    }

    [Fact]
    public async Task An_epoch_that_was_never_granted_is_fenced()
    {
        var invented = LeaseOf(_stream) with { Epoch = LeaseOf(_stream).Epoch + 1 };
        (await Journal.AppendAsync(Request(_stream, 0, Event("a")) with { Lease = invented })).Status.ShouldBe(AppendStatus.Fenced);
    }

    [Fact]
    public async Task Fencing_is_answered_before_a_wrong_version()
    {
        await Shards.AcquireAsync(_stream.ShardOf(ShardCount), "node-2");
        (await AppendAsync(_stream, 99, Event("a"))).Status.ShouldBe(AppendStatus.Fenced);
    }

    [Fact]
    public async Task A_malformed_append_is_refused_with_the_reason()
    {
        var good = Request(_stream, 0, Event("a"));
        await RefusesAsync(good with { Events = [] }, "0 events");
        await RefusesAsync(good with { ExpectedVersion = -1 }, "version -1");
        await RefusesAsync(good with { Lease = Leases[(_stream.ShardOf(ShardCount) + 1) % ShardCount] }, "lease of shard");
        await RefusesAsync(good with { Events = [new NewEvent(Guid.NewGuid(), "", 1, default)] }, "type name");
        await RefusesAsync(good with { Events = [new NewEvent(Guid.NewGuid(), new string('t', 201), 1, default)] }, "type name");
        await RefusesAsync(good with { Events = [new NewEvent(Guid.NewGuid(), "t", 0, default)] }, "schema version 0");
        await RefusesAsync(good with { Events = [new NewEvent(Guid.NewGuid(), "t", 1, new byte[AppendRequest.PayloadBytesMax + 1])] }, "payload bytes");
        await RefusesAsync(good with { Metadata = Metadata with { Principal = "" } }, "principal");
        await RefusesAsync(good with { Metadata = Metadata with { CorrelationId = "" } }, "correlation id");
        await RefusesAsync(good with { Metadata = Metadata with { CausationId = "" } }, "causation id");
        await RefusesAsync(good with { Metadata = Metadata with { IdempotencyKey = "" } }, "idempotency key");
        (await ReadAsync(_stream)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_append_that_was_not_handed_over_writes_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Should.ThrowAsync<OperationCanceledException>(async () => await Journal.AppendAsync(Request(_stream, 0, Event("a")), cancelled));
        (await ReadAsync(_stream)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_can_be_cancelled_half_way()
    {
        await AppendAsync(_stream, 0, Event("a"), Event("b"));
        using var stop = new CancellationTokenSource();
        var seen = 0;
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Journal.ReadStreamAsync(_stream, 1, stop.Token))
            {
                seen++;
                await stop.CancelAsync();
            }
        });
        seen.ShouldBe(1);
    }

    [Fact]
    public async Task Acknowledged_events_survive_a_crash()
    {
        for (var version = 0; version < 20; version++)
        {
            await AppendAsync(_stream, version, Event($"{version}"));
        }

        await Storage.CrashAsync();
        (await ReadAsync(_stream)).Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, 20).Select(number => (long)number));
        (await AppendAsync(_stream, 20, Event("after"))).ShouldBe(new AppendResult(AppendStatus.Committed, 21, 21, LeaseOf(_stream).Epoch));
    }

    [Fact]
    public async Task Concurrent_writers_of_many_streams_leave_no_hole_anywhere()
    {
        const int writers = 32;
        const int appends = 40;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var version = 0; version < appends; version++)
            {
                (await AppendAsync(Entity($"w{writer}"), version, Event($"{version}"))).Status.ShouldBe(AppendStatus.Committed);
            }
        })));
        var feed = await ReadFeedAsync(Application.Feed.FeedCursor.Start);
        feed.Count.ShouldBe(writers * appends);
        foreach (var shard in feed.GroupBy(stored => stored.Shard))
        {
            shard.Select(stored => stored.Offset).ShouldBe(Enumerable.Range(1, shard.Count()).Select(number => (long)number));
        }
    }

    [Fact]
    public async Task Readers_see_a_growing_prefix_while_a_writer_appends()
    {
        var writing = Task.Run(async () =>
        {
            for (var version = 0; version < 300; version++)
            {
                await AppendAsync(_stream, version, Event($"{version}"));
            }
        });
        var seen = 0;
        while (seen < 300)
        {
            var events = await ReadAsync(_stream);
            events.Count.ShouldBeGreaterThanOrEqualTo(seen);
            events.Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, events.Count).Select(number => (long)number));
            seen = events.Count;
            if (writing.IsFaulted)
            {
                await writing;
            }
        }

        await writing;
    }

    private async Task RefusesAsync(AppendRequest request, string reason) =>
        (await Should.ThrowAsync<ArgumentException>(async () => await Journal.AppendAsync(request))).Message.ShouldContain(reason);
}
