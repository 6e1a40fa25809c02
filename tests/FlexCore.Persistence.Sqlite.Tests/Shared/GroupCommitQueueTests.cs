using FlexCore.Persistence.Commit;

namespace FlexCore.Persistence.Sqlite.Tests.Shared;

public sealed class GroupCommitQueueTests
{
    private readonly GroupCommitQueue<int> _queue = new(capacity: 3, bytesMax: 100);

    [Fact]
    public void Everything_that_waits_is_taken_at_once_in_order()
    {
        _queue.Enqueue(1, 0);
        _queue.Enqueue(2, 0);
        _queue.TakeAll().ShouldBe([1, 2]);
        _queue.Enqueue(3, 0);
        _queue.TakeAll().ShouldBe([3]);
    }

    [Fact]
    public void At_its_capacity_the_queue_refuses_until_it_is_taken_from()
    {
        Enumerable.Range(1, 3).ShouldAllBe(item => _queue.Enqueue(item, 0) == EnqueueResult.Accepted);
        _queue.Enqueue(4, 0).ShouldBe(EnqueueResult.Full);
        _queue.TakeAll().ShouldBe([1, 2, 3]);
        _queue.Enqueue(5, 0).ShouldBe(EnqueueResult.Accepted);
    }

    [Fact]
    public void At_its_byte_limit_the_queue_refuses_but_takes_one_large_item_when_empty()
    {
        _queue.Enqueue(1, 500).ShouldBe(EnqueueResult.Accepted);
        _queue.Enqueue(2, 1).ShouldBe(EnqueueResult.Full);
        _queue.TakeAll().ShouldBe([1]);
        _queue.Enqueue(3, 60).ShouldBe(EnqueueResult.Accepted);
        _queue.Enqueue(4, 60).ShouldBe(EnqueueResult.Full);
        _queue.Enqueue(5, 40).ShouldBe(EnqueueResult.Accepted);
    }

    [Fact]
    public void A_closed_queue_refuses_hands_out_the_rest_and_then_nothing()
    {
        _queue.Enqueue(1, 0);
        _queue.Close();
        _queue.Enqueue(2, 0).ShouldBe(EnqueueResult.Closed);
        _queue.TakeAll().ShouldBe([1]);
        _queue.TakeAll().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sleeping_writer_wakes_for_an_item_and_for_the_end()
    {
        var taken = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            taken.SetResult(_queue.TakeAll()[0]);
            _queue.TakeAll().ShouldBeEmpty();
            ended.SetResult();
        }) { IsBackground = true }.Start();
        _queue.Enqueue(7, 0);
        (await taken.Task.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(7);
        _queue.Close();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_writer_without_a_thread_wakes_for_an_item_and_for_the_end()
    {
        var first = _queue.TakeAllAsync().AsTask();
        first.IsCompleted.ShouldBeFalse();
        _queue.Enqueue(7, 0);
        (await first.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe([7]);

        _queue.Enqueue(8, 0);
        _queue.Enqueue(9, 0);
        (await _queue.TakeAllAsync()).ShouldBe([8, 9]);

        var last = _queue.TakeAllAsync().AsTask();
        _queue.Close();
        (await last.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_producers_lose_nothing_and_each_keeps_its_order()
    {
        const int producers = 8;
        const int items = 5_000;
        var queue = new GroupCommitQueue<(int Producer, int Item)>(producers * items, long.MaxValue);
        var taken = new List<(int Producer, int Item)>();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            for (var batch = queue.TakeAll(); batch.Count > 0; batch = queue.TakeAll())
            {
                taken.AddRange(batch);
            }

            ended.SetResult();
        }) { IsBackground = true }.Start();
        await Task.WhenAll(Enumerable.Range(0, producers).Select(producer => Task.Run(() =>
        {
            for (var item = 0; item < items; item++)
            {
                queue.Enqueue((producer, item), 1).ShouldBe(EnqueueResult.Accepted);
            }
        })));
        queue.Close();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        foreach (var producer in taken.GroupBy(entry => entry.Producer))
        {
            producer.Select(entry => entry.Item).ShouldBe(Enumerable.Range(0, items));
        }

        taken.Count.ShouldBe(producers * items);
    }
}
