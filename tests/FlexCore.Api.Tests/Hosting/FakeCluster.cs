using System.Runtime.CompilerServices;
using FlexCore.Application.Cluster;
using FlexCore.Domain;
using FlexCore.Testing.Cluster;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>A cluster of three whose state a test sets: node-1 answers, node-2 leads, node-3 is suspected.</summary>
internal sealed class FakeCluster : IClusterView, IClusterControl, IShardBalancer, IMemberRefresh
{
    public static readonly DateTimeOffset Now = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly ILeaseTable _leases;

    public FakeCluster(TimeProvider clock)
    {
        _leases = new InMemoryCluster(4, clock).Leases;
        Member[] members = [Up("node-1", 7), Up("node-2", 1), Up("node-3", 2) with { Suspicions = [new Suspicion(new NodeId("node-2", 1), Now)] }];
        ShardRow[] rows =
        [
            new(0, 3, members[0].Id, members[0].Id),
            new(1, 1, members[1].Id, members[2].Id),
            new(2, 9, members[2].Id, members[2].Id),
            new(3, 0, null, members[0].Id),
        ];
        Current = new ClusterState(members[0].Id, new MembershipSnapshot(12, members, Now), new ShardTableSnapshot(40, rows), new NamedLease(NamedLease.Leader, 5, members[1].Id), IsServing: true);
    }

    public ClusterState Current { get; set; }

    public bool IsServing => Current.IsServing;

    /// <summary>What was told, in order.</summary>
    public List<string> Told { get; } = [];

    /// <summary>Whether what an operator says is in the view when it was written.</summary>
    public bool IsSeenAtOnce { get; set; } = true;

    /// <summary>What the balancer answers.</summary>
    public RebalanceReply Rebalanced { get; set; } = new([], 0, IsBalanced: true);

    /// <summary>What it was asked, in order.</summary>
    public List<RebalanceRequest> Orders { get; } = [];

    /// <summary>How often somebody wanted the newest heartbeats.</summary>
    public int Refreshes { get; private set; }

    public void AddTo(IServiceCollection services) => services.AddSingleton<IClusterView>(this).AddSingleton<IClusterControl>(this)
        .AddSingleton<IShardBalancer>(this).AddSingleton<IMemberRefresh>(this).AddSingleton(_leases);

    public async IAsyncEnumerable<ClusterState> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return Current;
        await Task.CompletedTask.WaitAsync(cancellationToken);
    }

    public ValueTask<Refusal?> LeaveAsync(string node, CancellationToken cancellationToken = default) => Tell("leave", node);

    public ValueTask<Refusal?> DownAsync(string node, CancellationToken cancellationToken = default) => Tell("down", node);

    public ValueTask<IReadOnlyList<NodeId>> DownUnreachableAsync(CancellationToken cancellationToken = default)
    {
        Told.Add("down-unreachable");
        return new([new NodeId("node-3", 2)]);
    }

    public ValueTask<RebalanceReply> RebalanceAsync(RebalanceRequest request, CancellationToken cancellationToken = default)
    {
        Orders.Add(request);
        return new(Rebalanced);
    }

    public ValueTask RefreshAsync(CancellationToken cancellationToken = default)
    {
        Refreshes++;
        return ValueTask.CompletedTask;
    }

    private ValueTask<Refusal?> Tell(string what, string node)
    {
        Told.Add($"{what} {node}");
        if (IsSeenAtOnce)
        {
            var status = what == "down" ? MemberStatus.Down : MemberStatus.Leaving;
            Current = Current with { Membership = Current.Membership with { Members = [.. Current.Membership.Members.Select(member => member.Id.Name == node ? member with { Status = status } : member)] } };
        }

        return new(Current.Membership.Members.Any(member => member.Id.Name == node) ? null : new Refusal("unknown-node", $"No member that lives is named '{node}'."));
    }

    private static Member Up(string name, long incarnation) => new(new NodeId(name, incarnation), MemberStatus.Up, new NodeAddress("127.0.0.1", 7000))
    {
        HttpUrl = $"http://127.0.0.1/{name}", HeartbeatAt = Now, StartedAt = Now, Version = "0.2.0",
    };
}
