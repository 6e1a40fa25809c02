using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FlexCore.LoadGenerator;
using FlexCore.TestServers;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Benchmarks.Jobs.Cluster.Outage;

/// <summary>Three nodes as they are started by <c>flexcore start</c>, with the settings that a cluster has by default, and a database of their own.</summary>
internal sealed class NodeProcesses : IAsyncDisposable
{
    /// <summary>How many nodes there are.</summary>
    public const int Count = 3;

    /// <summary>How many shards they share.</summary>
    public const int Shards = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly List<ServerProcess> _nodes = [];
    private readonly HttpClient _http = new();

    private NodeProcesses(PostgresServer postgres, string database) => (Postgres, Database) = (postgres, database);

    /// <summary>Their server.</summary>
    public PostgresServer Postgres { get; }

    /// <summary>Their database; nobody else uses it.</summary>
    public string Database { get; }

    /// <summary>The nodes, in the order of their names.</summary>
    public IReadOnlyList<ServerProcess> Nodes => _nodes;

    /// <summary>Starts them and waits until every shard has its place.</summary>
    public static async Task<NodeProcesses> StartAsync(string folder)
    {
        var postgres = await SharedPostgres.Server;
        var database = SharedPostgres.NewSchema();
        await postgres.CreateDatabaseAsync(database);
        var cluster = new NodeProcesses(postgres, database);
        try
        {
            for (var number = 1; number <= Count; number++)
            {
                cluster._nodes.Add(await StartNodeAsync(postgres.TcpConnectionString.Replace("Database=postgres", $"Database={database}", StringComparison.Ordinal), folder, number));
            }

            await cluster.WhenWholeAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await Postgres.DropDatabaseAsync(Database);
    }

    private static Task<ServerProcess> StartNodeAsync(string connection, string folder, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"node-{number}");
        var data = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        string[] settings =
        [
            "engine.kind=postgres", $"postgres.connection-string={connection}", $"postgres.shard-count={Shards}", $"api.node-id={name}",
            $"cluster.node-name={name}", string.Create(CultureInfo.InvariantCulture, $"cluster.transport.port={TcpPorts.Free()}"),
        ];
        return ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "flexcore.dll"), data, ["start", "--port", "0", "--data", data, .. settings.SelectMany(static setting => new[] { "--set", $"flexcore.{setting}" })]);
    }

    private async Task WhenWholeAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var began = Stopwatch.GetTimestamp();
        while (!await IsWholeAsync())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new InvalidOperationException($"The cluster is not whole after {Patience}: {string.Join('\n', _nodes.Select(static node => node.Output))}");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private async Task<bool> IsWholeAsync()
    {
        foreach (var node in _nodes)
        {
            using var answer = await _http.GetAsync(new Uri($"http://127.0.0.1:{node.Port}/api/v1/cluster"));
            var state = await answer.Content.ReadFromJsonAsync<JsonElement>();
            if (!answer.IsSuccessStatusCode
                || state.GetProperty("unowned").GetInt32() + state.GetProperty("moving").GetInt32() > 0
                || state.GetProperty("members").EnumerateArray().Count(static member => member.GetProperty("status").GetString() == "up") != Count)
            {
                return false;
            }
        }

        return true;
    }
}
