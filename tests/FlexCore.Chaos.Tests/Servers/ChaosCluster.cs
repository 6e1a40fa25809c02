using System.Globalization;
using System.Text.Json;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Chaos.Tests.Servers;

/// <summary>A PostgreSQL server and the nodes that share it, each a process, with times short enough for a test.</summary>
/// <remarks>Used by one test; what loads it beside the faults only reads <see cref="Nodes"/>.</remarks>
internal sealed class ChaosCluster : IAsyncDisposable
{
    public const int Size = 3;
    public const int Shards = 24;

    /// <summary>How long a silent node stays a member.</summary>
    public static readonly TimeSpan MemberTtl = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("flexcore-chaos-").FullName;

    private ChaosCluster(PostgresServer postgres)
    {
        Postgres = postgres;
        Nodes = [.. Enumerable.Range(1, Size).Select(number => Create(string.Create(CultureInfo.InvariantCulture, $"node-{number}")))];
    }

    public PostgresServer Postgres { get; }

    public IReadOnlyList<ChaosNode> Nodes { get; }

    /// <summary>Starts the server and all nodes, and waits until they are one cluster.</summary>
    public static async Task<ChaosCluster> StartAsync()
    {
        var cluster = new ChaosCluster(await PostgresServer.StartAsync());
        try
        {
            await Task.WhenAll(cluster.Nodes.Select(node => node.StartAsync()));
            await cluster.WhenWholeAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more node, not started; for a name that is taken or a cluster of another name.</summary>
    public ChaosNode Create(string name, string clusterName = "chaos", string folder = "")
    {
        var port = Ports.Free();
        return new ChaosNode(name, Path.Combine(_folder, folder), port, Configuration(name, clusterName, port, Ports.Free()));
    }

    /// <summary>Waits until every node serves and knows all others, and every shard is with whom it is assigned to.</summary>
    /// <returns>How long it took.</returns>
    public Task<TimeSpan> WhenWholeAsync() => RealTime.UntilAsync("the cluster is whole", Patience, async () =>
    {
        var missing = await Task.WhenAll(Nodes.Select(MissingAsync));
        return missing.FirstOrDefault(static text => text is not null);
    });

    /// <summary>The node that owns the shard of an entity, as some node sees it.</summary>
    public async Task<ChaosNode> OwnerAsync(string kind, string key)
    {
        ChaosNode? owner = null;
        await RealTime.UntilAsync($"{kind} {key} has an owner", Patience, async () =>
        {
            foreach (var node in Nodes)
            {
                if (await node.TryGetAsync($"/api/v1/cluster/locate?kind={kind}&key={key}") is { } text)
                {
                    using var json = JsonDocument.Parse(text);
                    var name = json.RootElement.TryGetProperty("owner", out var value) ? value.GetString()?.Split('@')[0] : null;
                    owner = Nodes.FirstOrDefault(candidate => candidate.Name == name);
                    return owner is null ? $"{node.Name} says: {text}" : null;
                }
            }

            return "no node answers";
        });
        return owner ?? Nodes[0];
    }

    /// <summary>What every node printed, for the message of a failed test.</summary>
    public string Outputs => string.Join("\n", Nodes.Select(node => $"--- {node.Name}, ended by itself with {string.Join(", ", node.Endings)}\n{Tail(node.Output)}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Tail(string text) => text.Length <= 4_000 ? text : text[^4_000..];

    private static async Task<string?> MissingAsync(ChaosNode node)
    {
        if (await node.TryGetAsync("/api/v1/cluster") is not { } text)
        {
            return $"{node.Name} does not answer.";
        }

        using var json = JsonDocument.Parse(text);
        var cluster = json.RootElement;
        var up = cluster.GetProperty("members").EnumerateArray().Count(member => member.GetProperty("status").GetString() == "up");
        var (serving, unowned, moving) = (cluster.GetProperty("serving").GetBoolean(), cluster.GetProperty("unowned").GetInt32(), cluster.GetProperty("moving").GetInt32());
        return serving && up == Size && unowned == 0 && moving == 0 ? null : $"{node.Name}: serving {serving}, {up} members are up, {unowned} shards without an owner, {moving} moving.";
    }

    private string Configuration(string name, string clusterName, int port, int wirePort) => string.Create(CultureInfo.InvariantCulture, $$"""
        flexcore {
          engine { kind = postgres, cluster-name = "{{clusterName}}" }
          node { port = {{port}}, base-folder = "." }
          api.node-id = "{{name}}"
          postgres {
            connection-string = "{{Postgres.TcpConnectionString}}"
            shard-count = {{Shards}}
            poll-interval-with-hints = 500ms
          }
          cluster {
            node-name = "{{name}}"
            heartbeat-interval = 300ms
            member-ttl = {{MemberTtl.TotalMilliseconds}}ms
            lease-ttl = 4s
            database-timeout = 1500ms
            probe-interval = 400ms
            probe-timeout = 600ms
            vote-ttl = 10s
            restart-delay = 200ms
            region.ask-timeout = 4s
            transport { port = {{wirePort}}, silence-max = 3s }
          }
        }
        """);
}
