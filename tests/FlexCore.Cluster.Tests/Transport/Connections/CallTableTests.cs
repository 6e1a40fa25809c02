using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Connections;

namespace FlexCore.Cluster.Tests.Transport.Connections;

public sealed class CallTableTests
{
    [Fact]
    public void A_call_is_found_once_under_its_number()
    {
        var table = new CallTable(10);
        var call = new Call();
        table.TryAdd(call, out var id).ShouldBeTrue();

        table.Take(id).ShouldBeSameAs(call);
        table.Take(id).ShouldBeNull();
        table.Count.ShouldBe(0);
    }

    [Fact]
    public void A_late_answer_does_not_meet_the_next_call_at_its_place()
    {
        var table = new CallTable(1);
        table.TryAdd(new Call(), out var first).ShouldBeTrue();
        table.Take(first);
        var next = new Call();
        table.TryAdd(next, out var second).ShouldBeTrue();

        second.ShouldNotBe(first);
        table.Take(first).ShouldBeNull();
        table.Take(second).ShouldBeSameAs(next);
    }

    [Fact]
    public void A_full_table_refuses_until_a_call_ends()
    {
        var table = new CallTable(200);
        var ids = Enumerable.Range(0, 200).Select(_ => table.TryAdd(new Call(), out var id) ? id : throw new InvalidOperationException("full")).ToArray();

        table.TryAdd(new Call(), out _).ShouldBeFalse();
        table.Take(ids[77]).ShouldNotBeNull();
        table.TryAdd(new Call(), out _).ShouldBeTrue();
    }

    [Fact]
    public void Numbers_that_were_never_given_find_nothing()
    {
        var table = new CallTable(10);
        table.TryAdd(new Call(), out var id);

        foreach (var wrong in new[] { 0UL, id + 1, id + (1UL << 16), ulong.MaxValue })
        {
            table.Take(wrong).ShouldBeNull($"{wrong:x}");
        }
    }

    [Fact]
    public void A_call_that_nobody_waits_for_makes_room()
    {
        var table = new CallTable(2);
        var given = new Call();
        table.TryAdd(given, out _);
        table.TryAdd(new Call(), out _);
        given.IsPending = false;

        table.Sweep();

        table.Count.ShouldBe(1);
        table.TryAdd(new Call(), out _).ShouldBeTrue();
    }

    [Fact]
    public void Closing_gives_every_call_with_its_batch_and_lets_none_in()
    {
        var table = new CallTable(100);
        var calls = Enumerable.Range(0, 100).Select(_ => new Call()).ToArray();
        for (var i = 0; i < calls.Length; i++)
        {
            table.TryAdd(calls[i], out var id);
            table.SetBatch(id, i);
        }

        var left = table.Close();

        left.Select(entry => entry.Call).ShouldBe(calls);
        left.Select(entry => entry.Batch).ShouldBe(Enumerable.Range(0, 100).Select(i => (long)i));
        table.TryAdd(new Call(), out _).ShouldBeFalse();
        table.Close().ShouldBeEmpty();
    }

    private sealed class Call : IPendingCall
    {
        public bool IsPending { get; set; } = true;

        public void OnReply(ReadOnlySpan<byte> body) => throw new NotSupportedException();

        public void OnRefused(RefuseCode code, string message) => throw new NotSupportedException();

        public void OnLost(CallLoss loss) => throw new NotSupportedException();
    }
}
