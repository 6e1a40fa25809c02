using System.Net;
using FlexCore.Application.Cluster;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.TestServers.Postgres;
using FlexCore.Testing.Network;

namespace FlexCore.Hosting.Tests.Clustering;

/// <summary>
/// A node that lives, reaches the others and has lost the database alone. How fast it is replaced with the default settings is the simulation's matter
/// (<c>RecoveryTests</c>); here a real PostgreSQL, real connections and real time show that it is the others' votes that do it.
/// </summary>
[NeedsPostgres]
public sealed class LostDatabaseTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly ClusterFixture _cluster = new();
    private FaultProxy? _link;

    public async Task InitializeAsync()
    {
        var server = await SharedPostgres.Server;
        _link = new FaultProxy(new IPEndPoint(IPAddress.Loopback, server.Port), seed: 1, TimeProvider.System);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        if (_link is { } link)
        {
            await link.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_leader_that_alone_has_lost_the_database_is_voted_out_by_those_who_have_it()
    {
        var link = _link ?? throw new InvalidOperationException("not initialised");
        var server = await SharedPostgres.Server;
        var through = server.TcpConnectionString.Replace($"Port={server.Port}", $"Port={link.Port}", StringComparison.Ordinal);
        var lost = await _cluster.StartAsync("lost", flexcore =>
        {
            Slow(flexcore);
            flexcore.Configure((engine, _) => engine.Postgres.ConnectionString = through);
        });
        await ClusterFixture.WhenAsync(lost, static state => state.IsLeader);
        var (b, c) = (await _cluster.StartAsync("b", Slow), await _cluster.StartAsync("c", Slow));
        await ClusterFixture.WhenSettledAsync(b, "lost", "b", "c");

        link.ToTarget = link.ToClient = new LinkFaults { IsStalled = true };

        // Its lease as the leader lasts for minutes, and only the leader declares down by the age of heartbeats: nothing but votes can end it.
        await ClusterFixture.WhenSettledAsync(b, "b", "c");
        var row = b.Get<IClusterView>().Current.Membership.Members.Single(static member => member.Id.Name == "lost");
        row.Status.ShouldBe(MemberStatus.Down);
        row.Suspicions.Select(static vote => vote.By.Name).ShouldBeSubsetOf(["b", "c"]);
        row.Suspicions.ShouldNotBeEmpty("votes have ended it");
        lost.Get<IClusterView>().IsServing.ShouldBeFalse("it stopped by itself before");
        await ClusterFixture.WhenAsync(c, static state => state.Leader is { Owner.Name: not "lost" });

        // It hears of its end when it reaches the database again.
        link.ToTarget = link.ToClient = LinkFaults.None;
    }

    private static void Slow(FlexCoreBuilder flexcore) => flexcore.Configure(static (engine, _) =>
    {
        engine.Cluster.HeartbeatInterval = TimeSpan.FromSeconds(1);
        engine.Cluster.MemberTtl = TimeSpan.FromSeconds(6);
        engine.Cluster.LeaseTtl = TimeSpan.FromMinutes(5);
    });
}
