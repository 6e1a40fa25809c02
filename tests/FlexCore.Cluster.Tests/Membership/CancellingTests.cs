using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Tests.Membership;

public sealed class CancellingTests
{
    [Fact]
    public void Everybody_hears_of_it_whatever_the_others_throw()
    {
        using var source = new CancellationTokenSource();
        var heard = 0;
        using var first = source.Token.Register(() => heard++);
        using var broken = source.Token.Register(() => throw new InvalidOperationException("a driver's own fault"));
        using var last = source.Token.Register(() => heard++);

        Cancelling.Quietly(source).ShouldBeFalse();

        (heard, source.IsCancellationRequested).ShouldBe((2, true));
    }

    [Fact]
    public void What_was_linked_is_cancelled_too()
    {
        using var source = new CancellationTokenSource();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(source.Token);
        using var broken = linked.Token.Register(() => throw new InvalidOperationException("a driver's own fault"));

        Cancelling.Quietly(source).ShouldBeFalse();

        linked.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void A_source_that_has_ended_while_another_was_cancelled_is_left_alone()
    {
        // As two calls of a host: the end of the first lets the second end before that is cancelled.
        using var first = new CancellationTokenSource();
        var second = new CancellationTokenSource();
        using var chain = first.Token.Register(second.Dispose);

        new[] { first, second }.Select(Cancelling.Quietly).ShouldBe([true, false]);
    }
}
