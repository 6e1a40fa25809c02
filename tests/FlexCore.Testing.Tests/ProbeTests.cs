using FlexCore.Testing.Probes;

namespace FlexCore.Testing.Tests;

public sealed class ProbeTests
{
    [Fact]
    public async Task Items_come_in_the_order_of_their_arrival()
    {
        var probe = new Probe<int>();
        probe.Add(1);
        probe.Add(2);
        probe.Count.ShouldBe(2);
        (await probe.NextAsync("first")).ShouldBe(1);
        (await probe.NextAsync("second")).ShouldBe(2);
        probe.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Waiting_ends_with_the_next_item()
    {
        var probe = new Probe<int>();
        var waiting = probe.NextAsync(3, "three items");
        probe.Add(1);
        probe.Add(2);
        waiting.IsCompleted.ShouldBeFalse();
        probe.Add(3);
        (await waiting).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_missing_item_fails_with_the_phase() =>
        (await Should.ThrowAsync<TimeoutException>(() => new Probe<int>().NextAsync("the reply", TimeSpan.FromMilliseconds(1))))
            .Message.ShouldContain("the reply: no Int32");

    [Fact]
    public async Task A_signal_that_is_set_stays_set()
    {
        var signal = new Signal();
        signal.IsSet.ShouldBeFalse();
        var waiting = signal.WaitAsync("set");
        signal.Set();
        signal.Set();
        await waiting;
        await signal.WaitAsync("again");
        await signal.WaitAsync(CancellationToken.None);
        signal.IsSet.ShouldBeTrue();
    }

    [Fact]
    public async Task A_missing_signal_fails_with_the_phase() =>
        (await Should.ThrowAsync<TimeoutException>(() => new Signal().WaitAsync("the end", TimeSpan.FromMilliseconds(1))))
            .Message.ShouldContain("the end: not signalled");
}
