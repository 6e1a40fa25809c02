using System.Text;
using FlexCore.Application.Cluster;
using FlexCore.Application.Tests.Schedules;
using FlexCore.Application.Topics;
using FlexCore.Domain;
using FlexCore.Testing.Cluster;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.Cluster;

/// <summary>Any node tells who runs which singleton from the lease table, and what it did last from what its holder has told.</summary>
public sealed class ClusterSingletonListTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Ttl = TimeSpan.FromHours(1);
    private static readonly NodeId One = new("node-1", 1);
    private static readonly NodeId Two = new("node-2", 1);

    private readonly ManualClock _clock = new();
    private readonly NewsBus _bus = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromMinutes(1));
    private readonly InMemoryCluster _tables;
    private readonly SingletonBoard _here;
    private readonly ClusterSingletonList _holder;
    private readonly ClusterSingletonList _other;
    private Task _running = Task.CompletedTask;

    public ClusterSingletonListTests()
    {
        _tables = new InMemoryCluster(1, _clock);
        _here = new SingletonBoard(_clock);
        _holder = new ClusterSingletonList(_here, _tables.Leases, _bus, _clock);
        _other = new ClusterSingletonList(new SingletonBoard(_clock), _tables.Leases, _bus, _clock);
    }

    public async Task InitializeAsync()
    {
        foreach (var id in new[] { One, Two })
        {
            await _tables.Members.NextIncarnationAsync(id.Name);
            var version = (await _tables.Members.ReadAsync()).Version;
            (await _tables.Members.TryInsertAsync(new Member(id, MemberStatus.Up, new NodeAddress("127.0.0.1", 1)), version)).ShouldBeTrue();
        }

        _running = Task.WhenAll(_holder.RunAsync(_end.Token), _other.RunAsync(_end.Token));
    }

    public async Task DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _end.Dispose();

    [Fact]
    public async Task The_leader_comes_first_then_the_others_by_name_held_or_not()
    {
        await TakeAsync("singleton/b", Two);
        var gone = await TakeAsync("singleton/a", One);
        await TakeAsync(NamedLease.Leader, Two);
        await _tables.Leases.ReleaseAsync(gone);

        var list = await _other.ListAsync();

        list.Select(static facts => (facts.Name, facts.Owner, facts.IsHeld)).ShouldBe([("leader", "node-2@1", true), ("a", "node-1@1", false), ("b", "node-2@1", true)]);
        list.ShouldAllBe(static facts => facts.LastFiring == null && facts.Firings == 0);
    }

    [Fact]
    public async Task What_a_singleton_did_last_is_known_on_its_node_at_once_and_elsewhere_when_it_was_told()
    {
        await RunsAsync("scheduler");
        _here.Fired("scheduler", "5 fired", error: null);

        (await _holder.ListAsync()).ShouldHaveSingleItem().Report.ShouldBe("5 fired");
        (await _other.ListAsync()).ShouldHaveSingleItem().Report.ShouldBeNull();
        _clock.Advance(ClusterSingletonList.TellInterval);

        var facts = await UntilAsync(static facts => facts.Report is not null);
        facts.ShouldBe((await _holder.ListAsync()).ShouldHaveSingleItem());
    }

    [Fact]
    public async Task What_was_told_of_an_earlier_holder_says_nothing_about_this_one()
    {
        var lease = await RunsAsync("scheduler");
        _here.Fired("scheduler", "5 fired", error: null);
        _clock.Advance(ClusterSingletonList.TellInterval);
        await UntilAsync(static facts => facts.Report is not null);

        await _tables.Leases.ReleaseAsync(lease);
        await TakeAsync("singleton/scheduler", Two);

        foreach (var list in new[] { _holder, _other })
        {
            var facts = (await list.ListAsync()).ShouldHaveSingleItem();
            (facts.Owner, facts.Report, facts.Firings).ShouldBe(("node-2@1", null, 0L));
        }
    }

    [Fact]
    public async Task A_message_that_was_lost_is_made_up_for_by_the_next()
    {
        await RunsAsync("scheduler");
        _bus.LosesNext = 1;
        _here.Fired("scheduler", "lost on the way", error: null);
        _clock.Advance(ClusterSingletonList.TellInterval);
        while (_bus.LosesNext > 0)
        {
            _end.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        // Nothing has changed since, so it is told again only after its time.
        for (var passed = TimeSpan.Zero; passed <= ClusterSingletonList.TellAgainAfter; passed += ClusterSingletonList.TellInterval)
        {
            await _clock.WhenTimersArmedAsync(2, _end.Token);
            _clock.Advance(ClusterSingletonList.TellInterval);
        }

        (await UntilAsync(static facts => facts.Report is not null)).Report.ShouldBe("lost on the way");
    }

    [Fact]
    public async Task Members_that_a_newer_version_tells_are_passed_over()
    {
        var lease = await TakeAsync("singleton/scheduler", One);
        var text = $$"""[{"name":"scheduler","owner":"node-1@1","epoch":{{lease.Epoch}},"since":"2026-01-01T00:00:00Z","isHeld":true,"firings":4,"report":"r","mood":"good"}]""";
        await _bus.PublishAsync(new TopicMessage(new SecurityContext(TenantId.Default, "service:singletons"), "singletons:facts", Encoding.UTF8.GetBytes(text)));

        (await UntilAsync(static facts => facts.Report is not null)).Firings.ShouldBe(4);
    }

    private async Task<NamedLease> RunsAsync(string name)
    {
        var lease = await TakeAsync($"singleton/{name}", One);
        _here.Began(name, lease);
        return lease;
    }

    private async Task<NamedLease> TakeAsync(string name, NodeId owner) => (await _tables.Leases.TryAcquireAsync(name, owner, Ttl)).ShouldNotBeNull();

    // What was told travels on threads of its own; the time-out is for a broken test only.
    private async Task<SingletonFacts> UntilAsync(Func<SingletonFacts, bool> holds)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            if ((await _other.ListAsync()).ShouldHaveSingleItem() is var facts && holds(facts))
            {
                return facts;
            }

            await looks.WaitForNextTickAsync(_end.Token);
        }
    }
}
