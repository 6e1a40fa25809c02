using FlexCore.Actors.Asking;

namespace FlexCore.Actors.Tests.Asking;

public sealed class AskPoolTests
{
    [Fact]
    public void A_returned_ask_is_rented_again()
    {
        var pool = new AskPool<PlainAsk>(pool => new PlainAsk(pool));
        for (var i = 0; i < 100; i++)
        {
            var ask = pool.Rent();
            pool.Return(ask);
        }

        pool.Count.ShouldBeLessThanOrEqualTo(Environment.ProcessorCount);
    }

    [Fact]
    public async Task No_ask_is_rented_by_two_at_once()
    {
        var pool = new AskPool<PlainAsk>(pool => new PlainAsk(pool));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var ask = pool.Rent();
                Interlocked.Increment(ref ask.Users).ShouldBe(1);
                Interlocked.Decrement(ref ask.Users);
                pool.Return(ask);
            }
        })));
    }

    [Fact]
    public void The_pool_keeps_no_more_than_its_bound()
    {
        var pool = new AskPool<PlainAsk>(pool => new PlainAsk(pool));
        var kept = AskPool<PlainAsk>.KeptPerStripe * Environment.ProcessorCount;
        var rented = Enumerable.Range(0, kept * 2).Select(_ => pool.Rent()).ToArray();
        pool.Count.ShouldBe(kept * 2);

        foreach (var ask in rented)
        {
            pool.Return(ask);
        }

        pool.Sweep(0).ShouldBeFalse();
        pool.Count.ShouldBeLessThanOrEqualTo(kept);
    }

    private sealed class PlainAsk(AskPool<PlainAsk> pool) : Ask<int>
    {
        internal int Users;

        protected override Exception CreateTimeoutException() => new TimeoutException("plain");

        protected override void Clear()
        {
        }

        protected override void ReturnToPool() => pool.Return(this);
    }
}
