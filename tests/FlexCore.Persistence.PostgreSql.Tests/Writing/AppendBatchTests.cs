using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Writing;
using FlexCore.Persistence.Records;

namespace FlexCore.Persistence.PostgreSql.Tests.Writing;

public sealed class AppendBatchTests
{
    private readonly AppendBatch _batch = new();
    private readonly EntityId _stream = StoreFixture.Stream(1);
    private readonly ShardState _state = new(epoch: 3, offset: 100);

    public AppendBatchTests() => _state.Learn(_stream, 5);

    private int Shard => _stream.ShardOf(StoreFixture.ShardCount);

    [Fact]
    public void An_append_at_the_head_gets_the_next_versions_and_offsets()
    {
        Decide(3, 5, events: 2).ShouldBe(new AppendResult(AppendStatus.Committed, 7, 102, 3));
        Decide(3, 7, events: 1).ShouldBe(new AppendResult(AppendStatus.Committed, 8, 103, 3));
        _batch.Columns.Count.ShouldBe(3);
        _batch.EndOf(Shard).ShouldBe(103);
    }

    [Fact]
    public void What_builds_on_a_refused_append_is_refused_too()
    {
        Decide(3, 6, events: 1).ShouldBe(new AppendResult(AppendStatus.WrongExpectedVersion, 5, 0, 3));
        Decide(3, 7, events: 1).Status.ShouldBe(AppendStatus.WrongExpectedVersion);
        _batch.Columns.Count.ShouldBe(0);
    }

    [Fact]
    public void A_refusal_too_must_be_confirmed_by_the_fence()
    {
        Decide(3, 6, events: 1);
        _batch.Epochs.ShouldHaveSingleItem().ShouldBe(new KeyValuePair<int, long>(Shard, 3));
        _batch.EndOf(Shard).ShouldBe(100);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Another_epoch_is_fenced_before_its_version_is_looked_at(long epoch) =>
        Decide(epoch, 99, events: 1).ShouldBe(new AppendResult(AppendStatus.Fenced, 0, 0, 3));

    [Fact]
    public void One_row_of_each_shard_tells_whether_the_batch_was_written()
    {
        Decide(3, 5, events: 2);
        var other = Enumerable.Range(2, 100).Select(StoreFixture.Stream).First(stream => stream.ShardOf(StoreFixture.ShardCount) != Shard);
        var state = new ShardState(1, 0);
        state.Learn(other, 0);
        _batch.Decide(Append(other, 1, 0, 1), state);

        var rows = _batch.Columns.FirstRows();
        rows.Select(row => (row.Shard, row.Offset)).ShouldBe([(Shard, 101L), (other.ShardOf(StoreFixture.ShardCount), 1L)]);
        rows.ShouldAllBe(row => row.Checksum >= 0 && row.Checksum <= uint.MaxValue);
    }

    [Fact]
    public void A_cleared_batch_holds_nothing()
    {
        Decide(3, 5, events: 2);
        _batch.Clear();
        (_batch.Columns.Count, _batch.Appends.Count, _batch.Epochs.Count, _batch.Columns.Bytes).ShouldBe((0, 0, 0, 0L));
    }

    [Fact]
    public void The_checksum_in_a_row_is_that_of_its_fields()
    {
        var append = Append(_stream, 3, 5, 1);
        _batch.Decide(append, _state);
        var (item, metadata) = (append.Request.Events[0], append.Request.Metadata);
        var trace = new byte[TraceParent.ByteCount];
        metadata.TraceParent.ShouldNotBeNull().CopyTo(trace);
        var expected = new EventRow
        {
            Seq = 101, Shard = Shard, Offset = 101, Version = 6, SchemaVersion = 1, TimeTicks = metadata.Time.UtcTicks,
            Stream = System.Text.Encoding.UTF8.GetBytes(_stream.StreamId), Id = item.Id.ToByteArray(bigEndian: true), Type = "account.noted"u8,
            Principal = "user:ana"u8, Correlation = "corr-1"u8, Causation = "cause-1"u8, IdempotencyKey = "key-1"u8, Payload = item.Payload.Span, Trace = trace,
        };
        _batch.Columns.FirstRows()[0].Checksum.ShouldBe(expected.ComputeChecksum());
    }

    private static PendingAppend Append(EntityId stream, long epoch, long version, int events) => new(new AppendRequest(
        stream,
        new ShardLease(stream.ShardOf(StoreFixture.ShardCount), epoch, "node-1"),
        version,
        [.. Enumerable.Range(0, events).Select(number => StoreFixture.Event($"{number}"))],
        StoreFixture.Metadata));

    private AppendResult Decide(long epoch, long version, int events)
    {
        var append = Append(_stream, epoch, version, events);
        _batch.Decide(append, _state);
        return append.Decided;
    }
}
