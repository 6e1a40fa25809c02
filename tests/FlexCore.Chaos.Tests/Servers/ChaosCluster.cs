using System.Globalization;
using System.Net;
using System.Text.Json;
using FlexCore.Chaos.Tests.Hosts;
using FlexCore.Testing.Network;
using FlexCore.TestServers;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Chaos.Tests.Servers;

/// <summary>A PostgreSQL server and the nodes that share it, each a process, with times short enough for a test.</summary>
/// <remarks>Used by one test; what loads it beside the faults only reads <see cref="Nodes"/>.</remarks>
internal sealed class ChaosCluster : IAsyncDisposable
{
    public const int Size = 3;
    public const int Shards = 24;

    /// <summary>The singleton that fires schedules.</summary>
    public const string Scheduler = "scheduler";

    /// <summary>The singleton of the bank's timer.</summary>
    public const string Timer = "chaos-timer";

    /// <summary>How long a silent node stays a member.</summary>
    public static readonly TimeSpan MemberTtl = TimeSpan.FromSeconds(4);

    private readonly string _folder = Directory.CreateTempSubdirectory("flexcore-chaos-").FullName;

    private ChaosCluster(PostgresServer postgres, int seed, VirtualHosts? hosts, SmallDisks? disks)
    {
        Postgres = postgres;
        (Hosts, Disks) = (hosts, disks);
        int[] ports = [.. Enumerable.Range(0, Size).Select(_ => TcpPorts.Free())];
        Links = new PeerLinks(ports, seed);
        DatabaseLinks = [.. Enumerable.Range(0, Size).Select(_ => new FaultProxy(new IPEndPoint(IPAddress.Loopback, postgres.Port), seed, TimeProvider.System))];
        Nodes = [.. Enumerable.Range(0, Size).Select(number => Create(PlaceOf(number, ports[number])))];
    }

    /// <summary>The hosts of the nodes, which then use neither <see cref="Links"/> nor <see cref="DatabaseLinks"/>; <see langword="null"/> when all are on this machine.</summary>
    public VirtualHosts? Hosts { get; }

    /// <summary>The disks of the server; <see langword="null"/> when it is on those of this machine.</summary>
    public SmallDisks? Disks { get; }

    /// <summary>The network between the nodes.</summary>
    public PeerLinks Links { get; }

    /// <summary>Each node's way to the database.</summary>
    public IReadOnlyList<FaultProxy> DatabaseLinks { get; }

    public PostgresServer Postgres { get; }

    public IReadOnlyList<ChaosNode> Nodes { get; }

    /// <summary>Starts the server and all nodes, and waits until they are one cluster.</summary>
    /// <param name="seed">Decides what is left to chance on the network.</param>
    /// <param name="hosts">A host for each node; <see langword="null"/> for all on this machine, behind proxies.</param>
    /// <param name="disks">The disks of the server; <see langword="null"/> for those of this machine.</param>
    public static async Task<ChaosCluster> StartAsync(int seed, VirtualHosts? hosts = null, SmallDisks? disks = null)
    {
        var cluster = new ChaosCluster(await StartPostgresAsync(hosts, disks), seed, hosts, disks);
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

    /// <summary>One more node beside the cluster's, not started and not behind a faulty network: one that must not get in.</summary>
    public ChaosNode Stranger(string name, string clusterName) =>
        Create(new NodePlace(name, TcpPorts.Free(), 0, Postgres.Port) { ClusterName = clusterName, Folder = Path.Combine(_folder, "strangers") });

    /// <summary>Waits until every node serves and knows all others, and every shard is with whom it is assigned to.</summary>
    /// <returns>How long it took.</returns>
    public Task<TimeSpan> WhenWholeAsync() => RealTime.UntilAsync("the cluster is whole", RealTime.Patience, async () =>
    {
        var missing = await Task.WhenAll(Nodes.Select(node => MissingAsync(node, Size)));
        return missing.FirstOrDefault(static text => text is not null);
    });

    /// <summary>The node that owns the shard of an entity, as some node sees it.</summary>
    public async Task<ChaosNode> OwnerAsync(string kind, string key)
    {
        ChaosNode? owner = null;
        await RealTime.UntilAsync($"{kind} {key} has an owner", RealTime.Patience, async () =>
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

    /// <summary>The node on which a singleton of the cluster runs.</summary>
    /// <param name="singleton">Its name.</param>
    public async Task<ChaosNode> HolderAsync(string singleton)
    {
        var holder = (await Postgres.ExecuteAsync($"SELECT owner FROM flexcore.lease WHERE name = 'singleton/{singleton}'") as string)?.Split('@')[0];
        return Nodes.FirstOrDefault(node => node.Name == holder) ?? throw new InvalidOperationException($"The lease of {singleton} belongs to '{holder}'.");
    }

    /// <summary>The place of a node among <see cref="Nodes"/>, <see cref="Links"/> and <see cref="DatabaseLinks"/>.</summary>
    public int NumberOf(ChaosNode node) => Enumerable.Range(0, Size).First(number => Nodes[number] == node);

    /// <summary>Waits until the nodes beside one own every shard and serve.</summary>
    public Task<TimeSpan> WhenOthersServeAllAsync(ChaosNode absent) => RealTime.UntilAsync($"the others have what {absent.Name} had", RealTime.Patience, async () =>
    {
        var missing = await Task.WhenAll(Nodes.Where(node => node != absent).Select(node => MissingAsync(node, Size - 1)));
        return missing.FirstOrDefault(static text => text is not null);
    });

    /// <summary>What every node printed, for the message of a failed test.</summary>
    public string Outputs => OutputsBy(Tail);

    /// <summary>All that every node printed.</summary>
    public string WholeOutputs => OutputsBy(static text => text);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await Links.DisposeAsync();
        foreach (var link in DatabaseLinks)
        {
            await link.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string OutputsBy(Func<string, string> shorten) =>
        string.Join("\n", Nodes.Select(node => $"--- {node.Name}, ended by itself with {string.Join(", ", node.Endings)}\n{shorten(node.Output)}"));

    private static string Tail(string text) => text.Length <= 4_000 ? text : text[^4_000..];

    private static async Task<string?> MissingAsync(ChaosNode node, int size)
    {
        if (await node.TryGetAsync("/api/v1/cluster") is not { } text)
        {
            return $"{node.Name} does not answer.";
        }

        using var json = JsonDocument.Parse(text);
        var cluster = json.RootElement;
        var up = cluster.GetProperty("members").EnumerateArray().Count(member => member.GetProperty("status").GetString() == "up");
        var (serving, unowned, moving) = (cluster.GetProperty("serving").GetBoolean(), cluster.GetProperty("unowned").GetInt32(), cluster.GetProperty("moving").GetInt32());
        return serving && up == size && unowned == 0 && moving == 0 ? null : $"{node.Name}: serving {serving}, {up} members are up, {unowned} shards without an owner, {moving} moving.";
    }

    private static async Task<PostgresServer> StartPostgresAsync(VirtualHosts? hosts, SmallDisks? disks)
    {
        List<string> settings = [];
        if (hosts is not null)
        {
            await hosts.WriteAdmissionAsync();
            settings.AddRange([$"listen_addresses=127.0.0.1,{hosts.DatabaseAddress}", $"hba_file={hosts.AdmissionFile}"]);
        }

        return disks is null ? await PostgresServer.StartAsync([.. settings]) : await PostgresServer.StartAsync(disks.Place, [.. settings, .. SmallDisks.Settings]);
    }

    private NodePlace PlaceOf(int number, int port) => Hosts is { } hosts
        ? new NodePlace(NameOf(number), port, port, Postgres.Port) { Address = hosts.AddressOf(number), DatabaseAddress = hosts.DatabaseAddress, Host = hosts.Names[number] }
        : new NodePlace(NameOf(number), port, Links.DoorOf(number), DatabaseLinks[number].Port);

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"node-{number + 1}");

    private ChaosNode Create(NodePlace place)
    {
        var port = TcpPorts.Free();
        return new ChaosNode(place, place.Folder ?? _folder, port, Configuration(place, port));
    }

    private static string Configuration(NodePlace place, int port) => string.Create(CultureInfo.InvariantCulture, $$"""
        flexcore {
          engine { kind = postgres, cluster-name = "{{place.ClusterName}}" }
          node { port = {{port}}, base-folder = "." }
          supervisor.restart-delay-max = 4s
          actors.entity.snapshot-every = 20
          event-topics.snapshot-every = 40
          api.node-id = "{{place.Name}}"
          postgres {
            connection-string = "Host={{place.DatabaseAddress}};Port={{place.DatabasePort}};Database=postgres;Username=postgres;Password={{PostgresServer.Password}}"
            shard-count = {{Shards}}
            poll-interval-with-hints = 500ms
          }
          cluster {
            node-name = "{{place.Name}}"
            heartbeat-interval = 300ms
            member-ttl = {{MemberTtl.TotalMilliseconds}}ms
            lease-ttl = 4s
            database-timeout = 1500ms
            probe-interval = 400ms
            probe-timeout = 600ms
            vote-ttl = 10s
            restart-delay = 200ms
            region.ask-timeout = 4s
            transport { bind-address = "{{place.Address}}", port = {{place.Port}}, advertised-port = {{place.Door}}, silence-max = 3s }
          }
        }
        """);
}
