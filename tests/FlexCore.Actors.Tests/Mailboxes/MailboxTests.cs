using FlexCore.Actors.Mailboxes;
using FlexCore.Testing.Probes;

namespace FlexCore.Actors.Tests.Mailboxes;

/// <summary>The mailbox and its turn, below actors and entities.</summary>
public sealed class MailboxTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(4, 1)]
    [InlineData(4, 64)]
    [InlineData(8, 3)]
    public async Task Every_message_is_received_once_and_each_producer_keeps_its_order(int producers, int throughput)
    {
        const int PerProducer = 5_000;
        var owner = new RecordingOwner(producers * PerProducer, throughput) { Bound = int.MaxValue };

        await Task.WhenAll(Enumerable.Range(0, producers).Select(producer => Task.Run(() =>
        {
            for (var i = 0; i < PerProducer; i++)
            {
                owner.Send((producer * PerProducer) + i).ShouldBe(PostResult.Accepted);
            }
        })));

        var received = await owner.AllReceived.WaitAsync(Patience);
        received.Count.ShouldBe(producers * PerProducer);
        for (var producer = 0; producer < producers; producer++)
        {
            received.Where(number => number / PerProducer == producer)
                .ShouldBe(Enumerable.Range(producer * PerProducer, PerProducer), $"producer {producer}");
        }

        owner.Overlaps.ShouldBe(0, "a turn is one thread at a time");
    }

    [Fact]
    public async Task The_capacity_is_exact()
    {
        var owner = new RecordingOwner(4, throughput: 64) { Bound = 3, HoldFirst = true };
        owner.Send(0).ShouldBe(PostResult.Accepted);
        await owner.FirstReceived.WaitAsync("the first message");

        Enumerable.Range(1, 5).Select(owner.Send)
            .ShouldBe([PostResult.Accepted, PostResult.Accepted, PostResult.Accepted, PostResult.Full, PostResult.Full]);
        owner.Depth.ShouldBe(3);

        owner.Resume();
        (await owner.AllReceived.WaitAsync(Patience)).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public async Task A_signal_reaches_an_idle_owner()
    {
        var owner = new RecordingOwner(1, throughput: 64);

        owner.Signal(4);

        (await owner.Signals.NextAsync("the signal")).ShouldBe(4);
    }

    [Fact]
    public async Task Signals_raised_together_may_arrive_together_and_none_is_lost()
    {
        var owner = new RecordingOwner(1, throughput: 64);
        for (var round = 0; round < 2_000; round++)
        {
            var others = Task.Run(() => owner.Signal(1));
            owner.Signal(2);
            var seen = 0;
            while (seen != 3)
            {
                seen |= await owner.Signals.NextAsync($"round {round}, seen {seen}");
            }

            await others;
        }
    }

    [Fact]
    public async Task A_signal_raised_just_before_the_owner_goes_idle_is_seen()
    {
        var owner = new RecordingOwner(1, throughput: 64) { SignalWhenEmpty = 8 };

        owner.Send(1);

        (await owner.Signals.NextAsync("the signal in the narrowest gap")).ShouldBe(8);
    }

    [Fact]
    public async Task A_signal_wakes_an_owner_that_holds_its_messages_back()
    {
        var owner = new RecordingOwner(2, throughput: 64) { HoldUntilSignal = true };
        owner.Send(1);
        owner.Send(2);
        owner.Received.Count.ShouldBe(0);

        owner.Signal(1);

        (await owner.AllReceived.WaitAsync(Patience)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_closed_mailbox_accepts_nothing_and_lost_nothing()
    {
        const int Producers = 4;
        for (var round = 0; round < 200; round++)
        {
            var owner = new RecordingOwner(int.MaxValue, throughput: 2) { CloseWhenEmpty = true };
            var accepted = 0;
            await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(() =>
            {
                for (var i = 0; i < 20; i++)
                {
                    if (owner.Send(i) == PostResult.Accepted)
                    {
                        Interlocked.Increment(ref accepted);
                    }
                }
            })));

            await owner.HasClosed.WaitAsync($"round {round}");
            owner.Received.Count.ShouldBe(accepted, $"round {round}");
            owner.Send(99).ShouldBe(PostResult.Closed);
        }
    }

    private sealed class Number(int value) : MailboxNode
    {
        internal int Value { get; } = value;
    }

    private sealed class RecordingOwner(int expected, int throughput) : MailboxOwner
    {
        private readonly TaskCompletionSource<IReadOnlyList<int>> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _inside;

        internal bool HoldFirst { get; set; }

        internal bool HoldUntilSignal { get; set; }

        internal bool CloseWhenEmpty { get; init; }

        internal int SignalWhenEmpty { get; set; }

        internal int Overlaps { get; private set; }

        internal List<int> Received { get; } = [];

        internal Probe<int> Signals { get; } = new();

        internal Signal FirstReceived { get; } = new();

        internal Signal HasClosed { get; } = new();

        internal Task<IReadOnlyList<int>> AllReceived => _all.Task;

        internal int Bound { get; init; } = 1_000;

        protected override int Throughput => throughput;

        protected override int Capacity => Bound;

        internal PostResult Send(int value) => Post(new Number(value));

        protected override Turn Receive(MailboxNode node)
        {
            Overlaps += Interlocked.Increment(ref _inside) == 1 ? 0 : 1;
            if (HoldUntilSignal)
            {
                Return(node);
                Interlocked.Decrement(ref _inside);
                return Turn.Hold;
            }

            Received.Add(((Number)node).Value);
            FirstReceived.Set();
            if (Received.Count == expected)
            {
                _all.SetResult(Received);
            }

            Interlocked.Decrement(ref _inside);
            return HoldFirst && Received.Count == 1 ? Turn.Park : Turn.Continue;
        }

        protected override Turn OnSignals(int flags)
        {
            HoldUntilSignal = false;
            Signals.Add(flags);
            return Turn.Continue;
        }

        protected override Turn OnEmpty()
        {
            if (SignalWhenEmpty != 0)
            {
                Signal(SignalWhenEmpty);
                SignalWhenEmpty = 0;
            }

            if (!CloseWhenEmpty || !TryClose())
            {
                return Turn.Continue;
            }

            HasClosed.Set();
            return Turn.Closed;
        }
    }
}
