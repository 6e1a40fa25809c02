using FlexCore.Application.Cluster;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.TestServers;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Hosting.Tests.Clustering;

/// <summary>Nodes in this process that share a schema of the test server. Each has its own host, folder and port.</summary>
internal sealed class ClusterFixture : IAsyncDisposable
{
    private const int Shards = 16;
    private readonly string _schema = SharedPostgres.NewSchema();
    private readonly TempFolder _folder = new();
    private readonly List<NodeHost> _nodes = [];

    /// <summary>Starts a node and waits until it serves.</summary>
    public async Task<NodeHost> StartAsync(string name, Action<FlexCoreBuilder>? configure = null)
    {
        var server = await SharedPostgres.Server;
        var node = await NodeHost.StartAsync(_folder, flexcore =>
        {
            flexcore.UsePostgres(server.ConnectionString, name, TcpPorts.Free()).UseSqlite(_folder.File(name)).UseHttpUrl($"http://127.0.0.1/{name}");
            flexcore.Configure((engine, supervisor) =>
            {
                engine.Postgres.Schema = _schema;
                engine.Postgres.ShardCount = Shards;
                engine.Postgres.PollInterval = TimeSpan.FromMilliseconds(50);
                engine.EventTopics.PollInterval = TimeSpan.FromSeconds(5);
                engine.Cluster.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
                engine.Cluster.MemberTtl = TimeSpan.FromSeconds(20);
                engine.Cluster.ProbeInterval = TimeSpan.FromMilliseconds(200);
                engine.Cluster.RestartDelay = TimeSpan.FromMilliseconds(100);
                supervisor.RestartDelay = TimeSpan.FromMilliseconds(50);
            });
            configure?.Invoke(flexcore);
        });
        lock (_nodes)
        {
            _nodes.Add(node);
        }

        return node;
    }

    /// <summary>Waits until every shard is owned by who it is assigned to, over exactly some nodes.</summary>
    public static Task WhenSettledAsync(NodeHost witness, params string[] names) => WhenAsync(
        witness,
        state => state.Shards.Rows.All(row => row.Owner is not null && row.Owner == row.Assigned)
            && state.Shards.Rows.Select(row => row.Owner?.Name).Distinct().Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal)));

    /// <summary>Waits until a node sees the cluster in some state.</summary>
    public static async Task WhenAsync(NodeHost witness, Func<ClusterState, bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var state in witness.Get<IClusterView>().WatchAsync(patience.Token))
        {
            if (reached(state))
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _folder.Dispose();
    }
}
