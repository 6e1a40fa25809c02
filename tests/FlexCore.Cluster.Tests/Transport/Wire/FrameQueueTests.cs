using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Tests.Transport.Wire;

public sealed class FrameQueueTests
{
    private readonly FrameQueue _queue = new();
    private readonly WireWriter _writer = new();

    [Fact]
    public async Task What_waits_goes_out_at_once_and_in_order()
    {
        Append(10, id: 1).ShouldBe(1);
        Append(20, id: 2).ShouldBe(1);

        (await _queue.WaitAsync()).ShouldBeTrue();
        Ids(_queue.Take()).ShouldBe([1UL, 2UL]);
        _queue.Waiting.ShouldBe(0);
    }

    [Fact]
    public void A_batch_that_was_not_taken_was_certainly_not_sent()
    {
        Append(10).ShouldBe(1);
        _queue.TakenBatch.ShouldBe(0);

        _queue.Take();

        _queue.TakenBatch.ShouldBe(1);
        Append(10).ShouldBe(2);
        _queue.TakenBatch.ShouldBe(1);
    }

    [Fact]
    public void A_full_queue_refuses_and_goes_on_when_it_was_written()
    {
        Append(600).ShouldBe(1);
        Append(600).ShouldBe(0, "1,000 bytes are the bound");
        Append(100).ShouldBe(1, "a shorter one fits");

        _queue.Take();

        Append(600).ShouldBe(2);
    }

    [Fact]
    public void One_frame_alone_fits_whatever_its_length() => Append(50_000).ShouldBe(1);

    [Fact]
    public void An_answer_whose_number_is_bounded_elsewhere_is_let_in()
    {
        Append(990).ShouldBe(1);

        Append(600, isBounded: false).ShouldBe(1);
    }

    [Fact]
    public async Task A_waiting_writer_is_woken_by_the_first_frame()
    {
        var waiting = _queue.WaitAsync().AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        Append(1);
        Append(1);

        (await waiting).ShouldBeTrue();
        Ids(_queue.Take()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_closed_queue_takes_nothing_and_gives_what_it_has()
    {
        Append(1);
        _queue.Close();
        _queue.Close();

        Append(1).ShouldBe(-1);
        (await _queue.WaitAsync()).ShouldBeTrue();
        Ids(_queue.Take()).Count.ShouldBe(1);
        (await _queue.WaitAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Closing_wakes_the_writer()
    {
        var waiting = _queue.WaitAsync().AsTask();

        _queue.Close();

        (await waiting).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_is_lost_or_torn_between_many_senders_and_one_writer()
    {
        const int Senders = 4;
        const int Each = 5_000;
        var queue = new FrameQueue();
        var seen = new List<ulong>();
        var writing = Task.Run(async () =>
        {
            while (await queue.WaitAsync())
            {
                seen.AddRange(Ids(queue.Take()));
            }
        });

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            var writer = new WireWriter();
            for (var i = 0; i < Each; i++)
            {
                writer.Begin().Raw(new byte[i % 50]);
                queue.TryAppend(writer, FrameKind.Tell, ((ulong)sender << 32) | (uint)i, FrameQueue.Unbounded).ShouldBeGreaterThan(0);
            }
        })));
        queue.Close();
        await writing;

        for (var sender = 0; sender < Senders; sender++)
        {
            seen.Where(id => id >> 32 == (ulong)sender).Select(id => (int)(uint)id).ShouldBe(Enumerable.Range(0, Each), $"sender {sender}");
        }
    }

    private long Append(int bodyLength, ulong id = 0, bool isBounded = true)
    {
        _writer.Begin().Raw(new byte[bodyLength]);
        return _queue.TryAppend(_writer, FrameKind.Request, id, isBounded ? 1_000 : FrameQueue.Unbounded);
    }

    private static List<ulong> Ids(ReadOnlyMemory<byte> batch)
    {
        using var stream = new MemoryStream(batch.ToArray());
        var reader = new FrameReader(stream, 1024 * 1024);
        var ids = new List<ulong>();
        while (reader.FillAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully)
        {
            while (reader.TryNext(out var frame))
            {
                ids.Add(frame.Id);
            }

            if (stream.Position == stream.Length)
            {
                return ids;
            }
        }

        return ids;
    }
}
