using FlexCore.Application.Cluster;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.Cluster;

/// <summary>The singletons of a process that is alone, and what is told of them.</summary>
public sealed class SingletonTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly NodeId Self = new("local", 1);

    private readonly ManualClock _clock = new();
    private readonly SingletonBoard _board;
    private readonly SemaphoreSlim _ended = new(0);
    private readonly List<(string Name, string? Error)> _endings = [];

    public SingletonTests() => _board = new SingletonBoard(_clock);

    [Fact]
    public async Task A_singleton_runs_under_the_lease_of_the_process_until_its_registration_is_disposed()
    {
        var begun = new TaskCompletionSource<NamedLease>();
        var over = new TaskCompletionSource();

        await using (Start().Register("jobs", async (lease, cancellationToken) =>
        {
            begun.SetResult(lease);
            await UntilAsync(cancellationToken);
            over.SetResult();
        }))
        {
            (await begun.Task.WaitAsync(Patience)).ShouldBe(new NamedLease("singleton/jobs", 7, Self));
            _board.List().ShouldHaveSingleItem().ShouldBe(new SingletonFacts("jobs", "local@1", 7, _clock.GetUtcNow(), IsHeld: true));
        }

        over.Task.IsCompletedSuccessfully.ShouldBeTrue("disposing waits for the end");
        _board.List().ShouldHaveSingleItem().IsHeld.ShouldBeFalse();
        _endings.ShouldBeEmpty("it did not end by itself");
    }

    [Fact]
    public async Task One_that_fails_is_reported_and_started_again_after_its_delay()
    {
        var runs = 0;
        await using var registration = Start().Register("jobs", (_, _) => ++runs <= 2 ? throw new InvalidOperationException($"run {runs}") : Task.CompletedTask);

        for (var run = 1; run <= 3; run++)
        {
            (await _ended.WaitAsync(Patience)).ShouldBeTrue();
            await _clock.WhenTimersArmedAsync(1).WaitAsync(Patience);
            runs.ShouldBe(run, "not before its delay is over");
            _clock.Advance(LocalSingletons.RestartDelay - TimeSpan.FromTicks(1));
            runs.ShouldBe(run);
            _clock.Advance(TimeSpan.FromTicks(1));
        }

        lock (_endings)
        {
            _endings.Take(3).ShouldBe([("jobs", "run 1"), ("jobs", "run 2"), ("jobs", null)], "one that ends without a fault has ended by itself, too");
        }
    }

    [Fact]
    public async Task A_name_is_registered_once_at_a_time()
    {
        var singletons = Start();
        var first = singletons.Register("jobs", static (_, cancellationToken) => UntilAsync(cancellationToken));
        await using var other = singletons.Register("more", static (_, cancellationToken) => UntilAsync(cancellationToken));

        Should.Throw<InvalidOperationException>(() => singletons.Register("jobs", static (_, _) => Task.CompletedTask)).Message.ShouldContain("'jobs' is registered already");
        await first.DisposeAsync();
        await using var again = singletons.Register("jobs", static (_, cancellationToken) => UntilAsync(cancellationToken));
    }

    [Fact]
    public void What_a_singleton_has_done_is_counted_from_the_beginning_of_its_lease()
    {
        _board.Began("jobs", new NamedLease("singleton/jobs", 1, Self));
        var since = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromMinutes(1));
        _board.Fired("jobs", "3 of 3", error: null);
        _board.Fired("jobs", "1 of 3", error: "the disk is full");

        _board.List().ShouldHaveSingleItem().ShouldBe(
            new SingletonFacts("jobs", "local@1", 1, since, IsHeld: true) { LastFiring = _clock.GetUtcNow(), Firings = 2, Report = "1 of 3", Error = "the disk is full" });

        _board.Began("jobs", new NamedLease("singleton/jobs", 2, Self));
        var facts = _board.List().ShouldHaveSingleItem();
        (facts.Epoch, facts.Firings, facts.LastFiring, facts.Report).ShouldBe((2L, 0L, null, null));
    }

    [Fact]
    public void Of_what_never_began_nothing_is_told()
    {
        _board.Fired("jobs", "x", error: null);
        _board.Ended("jobs");

        _board.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_is_alone_leads_and_lists_what_it_runs_by_name()
    {
        foreach (var name in new[] { "b", "a" })
        {
            _board.Began(name, new NamedLease($"singleton/{name}", 1, Self));
        }

        var list = await new LoneSingletonList(_board, "local", DateTimeOffset.UnixEpoch).ListAsync();

        list.Select(static facts => facts.Name).ShouldBe(["leader", "a", "b"]);
        list[0].ShouldBe(new SingletonFacts(NamedLease.Leader, "local", 1, DateTimeOffset.UnixEpoch, IsHeld: true));
    }

    public void Dispose() => _ended.Dispose();

    private static async Task UntilAsync(CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource();
        await using var ends = cancellationToken.Register(over.SetResult);
        await over.Task;
    }

    private WatchedSingletons Start() => new(
        new LocalSingletons(Self, 7, _clock, (name, error) =>
        {
            lock (_endings)
            {
                _endings.Add((name, error?.Message));
            }

            _ended.Release();
        }),
        _board);
}
