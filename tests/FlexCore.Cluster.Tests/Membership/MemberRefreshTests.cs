using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Tests.Nodes;
using FlexCore.Testing.Cluster;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Cluster.Tests.Membership;

/// <summary>Looking at the members costs at most one statement a second, however many look.</summary>
public sealed class MemberRefreshTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ManualClock _clock = new();
    private readonly InMemoryCluster _tables;
    private readonly CountedMembers _members;

    public MemberRefreshTests()
    {
        _tables = new InMemoryCluster(1, _clock);
        _members = new CountedMembers(_tables.Members);
    }

    [Fact]
    public async Task Who_looks_sees_heartbeats_that_are_at_most_a_second_old()
    {
        var (parts, refresh) = await EnterAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _tables.Members.HeartbeatAsync(parts.Self);
        parts.View.Current.Find(parts.Self)?.HeartbeatAt.ShouldBe(_clock.GetUtcNow() - TimeSpan.FromMinutes(1));

        await refresh.RefreshAsync();

        parts.View.Current.Find(parts.Self)?.HeartbeatAt.ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public async Task A_thousand_lookers_make_one_statement_a_second()
    {
        var (_, refresh) = await EnterAsync();
        for (var second = 1; second <= 3; second++)
        {
            await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => refresh.RefreshAsync().AsTask())).WaitAsync(Limit);
            _members.Reads.ShouldBe(second);
            _clock.Advance(MemberRefresh.AgeMax);
        }
    }

    [Fact]
    public async Task A_database_that_does_not_answer_leaves_the_old_heartbeats()
    {
        var (parts, refresh) = await EnterAsync();
        var before = parts.View.Current;
        _members.Hold = new Signal();

        var looking = refresh.RefreshAsync().AsTask();
        await _members.Reading.WaitAsync("the statement is on its way");
        _clock.Advance(MemberRefresh.WaitMax);
        await looking.WaitAsync(Limit);

        parts.View.Current.ShouldBeSameAs(before);
        _members.Hold.Set();
    }

    [Fact]
    public async Task A_caller_may_stop_waiting()
    {
        var (_, refresh) = await EnterAsync();
        _members.Hold = new Signal();
        using var stop = new CancellationTokenSource();
        var looking = refresh.RefreshAsync(stop.Token).AsTask();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => looking.WaitAsync(Limit));
        _members.Hold.Set();
    }

    private async Task<(NodeParts Parts, MemberRefresh Refresh)> EnterAsync()
    {
        var self = new NodeId("node-1", 1);
        await _tables.Members.TryInsertAsync(new Member(self, MemberStatus.Up, new NodeAddress("127.0.0.1", 7001)), 0);
        var options = new ClusterOptions();
        var view = new ClusterView(self, await _tables.Members.ReadAsync(), await _tables.Shards.ReadAsync(), new ServingClock(_clock, options.ServeFor), _clock);
        var instruments = new ClusterInstruments();
        var log = new ClusterLog(NullLogger.Instance);
        var parts = new NodeParts(self, options, _clock, new ClusterTables(_members, _tables.Shards, _tables.Leases), new DirectProbe(), view, new NodeEnd())
        {
            Log = log, Instruments = instruments, Calls = new TableCalls(options, _clock, log, instruments), Contact = new DatabaseContact(_clock, TimeSpan.FromSeconds(4)),
            SteadyContact = new DatabaseContact(_clock, TimeSpan.FromSeconds(3)),
        };
        return (parts, new MemberRefresh(parts, new TableReader(parts)));
    }

    /// <summary>Counts the reads, and holds them back when told to.</summary>
    private sealed class CountedMembers(IMembershipTable inner) : IMembershipTable
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public Signal? Hold { get; set; }

        public Signal Reading { get; } = new();

        public async ValueTask<MembershipSnapshot> ReadAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _reads);
            Reading.Set();
            if (Hold is { } hold)
            {
                await hold.WaitAsync(cancellationToken);
            }

            return await inner.ReadAsync(cancellationToken);
        }

        public ValueTask<bool> TryInsertAsync(Member member, long expectedVersion, CancellationToken cancellationToken = default) => inner.TryInsertAsync(member, expectedVersion, cancellationToken);

        public ValueTask<bool> TryUpdateAsync(Member member, long expectedVersion, CancellationToken cancellationToken = default) => inner.TryUpdateAsync(member, expectedVersion, cancellationToken);

        public ValueTask<bool> TryRemoveDownAsync(DateTimeOffset downBefore, long expectedVersion, CancellationToken cancellationToken = default) =>
            inner.TryRemoveDownAsync(downBefore, expectedVersion, cancellationToken);

        public ValueTask<long> NextIncarnationAsync(string name, CancellationToken cancellationToken = default) => inner.NextIncarnationAsync(name, cancellationToken);

        public ValueTask<HeartbeatReply> HeartbeatAsync(NodeId node, CancellationToken cancellationToken = default) => inner.HeartbeatAsync(node, cancellationToken);
    }
}
