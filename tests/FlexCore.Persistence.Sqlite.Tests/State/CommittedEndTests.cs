using FlexCore.Persistence.Sqlite.State;

namespace FlexCore.Persistence.Sqlite.Tests.State;

public sealed class CommittedEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void It_begins_where_it_is_told_and_keeps_no_hold_on_the_array()
    {
        long[] offsets = [1, 2];
        var end = new CommittedEnd(3, offsets);
        offsets[0] = 99;

        end.Seq.ShouldBe(3);
        end.ShardCount.ShouldBe(2);
        end.OffsetOf(0).ShouldBe(1);
    }

    [Fact]
    public void What_is_committed_already_is_not_waited_for() =>
        new CommittedEnd(3, [1]).WhenAboveAsync(2, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();

    [Fact]
    public async Task One_commit_wakes_every_waiter_once()
    {
        var end = new CommittedEnd(3, [1]);
        var first = end.WhenAboveAsync(3, CancellationToken.None);
        var second = end.WhenAboveAsync(3, CancellationToken.None);
        first.IsCompleted.ShouldBeFalse();

        end.PublishOffset(0, 2);
        end.PublishSeq(4);

        await Task.WhenAll(first, second).WaitAsync(Patience);
        end.OffsetOf(0).ShouldBe(2);
        end.WhenAboveAsync(4, CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cancelled_waiter_leaves_the_others_alone()
    {
        using var cancellation = new CancellationTokenSource();
        var end = new CommittedEnd(0, [0]);
        var cancelled = end.WhenAboveAsync(0, cancellation.Token);
        var other = end.WhenAboveAsync(0, CancellationToken.None);

        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(cancelled.WaitAsync(Patience));
        end.PublishSeq(1);

        await other.WaitAsync(Patience);
    }

    [Fact]
    public async Task Stopping_wakes_waiters_with_the_first_reason_and_later_ones_at_once()
    {
        var end = new CommittedEnd(5, [0]);
        var waiting = end.WhenAboveAsync(5, CancellationToken.None);

        end.Stop(new InvalidOperationException("first"));
        end.Stop(new InvalidOperationException("second"));

        (await Should.ThrowAsync<InvalidOperationException>(waiting.WaitAsync(Patience))).Message.ShouldBe("first");
        (await Should.ThrowAsync<InvalidOperationException>(end.WhenAboveAsync(5, CancellationToken.None))).Message.ShouldBe("first");
        end.WhenAboveAsync(4, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }
}
