using System.Globalization;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Nodes;
using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.TestServers;
using FlexCore.TestServers.Postgres;

namespace FlexCore.EndToEnd.Tests.BadInput;

/// <summary>What can be wrong around a node of a cluster, on real processes: its database, a peer's address, a misspelt variable.</summary>
[NeedsPostgres]
public sealed class DatabaseTests : IAsyncLifetime, IDisposable
{
    private const int InvalidConfiguration = 4;
    private const int DataFolderNewer = 13;
    private const int DatabaseUnavailable = 20;
    private const int OldRelease = 3;

    private readonly Workspace _workspace = new();
    private readonly string _schema = SharedPostgres.NewSchema();
    private PostgresServer? _server;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    public async Task InitializeAsync() => _server = await SharedPostgres.Server;

    public Task DisposeAsync() => Server.ExecuteAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_database_of_an_older_release_is_brought_up_to_date_and_one_of_a_newer_is_refused_and_left_alone()
    {
        await MakeOldAsync();
        var newest = Scripts.Length;

        await using (var node = await NodeProcess.StartAsync(_workspace.Folder, "--config", Configuration("node-1")))
        {
            (await node.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative))).ShouldContain("ready", Case.Insensitive);
            (await VersionAsync()).ShouldBe(newest);
            (await node.TerminateAsync()).ShouldBe(0);
        }

        await Server.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {_schema}.schema_version VALUES ({newest + 1})"));
        (await StartAsync("node-1")).ShouldExitWith(DataFolderNewer).ShouldExplain($"has schema version {newest + 1}", $"knows only up to {newest}", "nothing was changed");
        (await VersionAsync()).ShouldBe(newest + 1);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_has_an_exit_code_of_its_own_and_one_that_refuses_is_a_mistake_of_the_configuration()
    {
        (await StartAsync("node-1", "--set", "flexcore.postgres.connection-string=Host=127.0.0.1;Port=1;Database=postgres;Username=postgres"))
            .ShouldExitWith(DatabaseUnavailable).ShouldExplain("database-unavailable", "127.0.0.1:1", "cannot be reached", "flexcore.postgres.host");
        (await StartAsync("node-1", "--set", $"flexcore.postgres.connection-string={Server.TcpConnectionString.Replace(PostgresServer.Password, "wr0ng", StringComparison.Ordinal)}"))
            .ShouldExitWith(InvalidConfiguration).ShouldExplain("refused the user or the password", "flexcore.postgres.password");
    }

    /// <summary>A node that others cannot reach must not serve beside them: it waits, says who cannot reach whom and what to look at, and they go on as if it were not there.</summary>
    [Fact]
    public async Task A_node_at_an_address_that_others_cannot_reach_says_so_and_joins_nobody()
    {
        await using var first = await NodeProcess.StartAsync(_workspace.Folder, "--config", Configuration("node-1"));
        await using var second = FlexcoreProcess.Start(
            _workspace.Folder,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["FLEXCORE_CLUSTER_TRANSPORT_ADVERTISD_PORT"] = "1" },
            "start", "--port", "0", "--config", Configuration("node-2", advertised: TcpPorts.Free()));

        (await second.WaitForErrorTextAsync("The variable FLEXCORE_CLUSTER_TRANSPORT_ADVERTISD_PORT has no effect: no setting is called so. Did you mean 'FLEXCORE_CLUSTER_TRANSPORT_ADVERTISED_PORT'?")).ShouldBeTrue();
        (await second.WaitForErrorTextAsync("cannot join yet")).ShouldBeTrue();

        using var cluster = JsonDocument.Parse(await first.Http.GetStringAsync(new Uri("/api/v1/cluster", UriKind.Relative)));
        cluster.RootElement.GetProperty("serving").GetBoolean().ShouldBeTrue();
        cluster.RootElement.GetProperty("members").EnumerateArray().Where(static member => member.GetProperty("status").GetString() == "up").Select(static member => member.GetProperty("name").GetString()).ShouldBe(["node-1"]);
        second.Kill();
        var said = (await second.WaitAsync()).Error;
        said.ShouldContain("node-1@");
        said.ShouldContain("flexcore.cluster.transport.advertised-address and advertised-port");
    }

    private static string[] Scripts => [.. Directory.GetFiles(Repository.PathOf("src/Adapters/FlexCore.Persistence.PostgreSql/Scripts"), "*.sql").Order(StringComparer.Ordinal)];

    // As a release of some versions ago has left it: its tables, and what it knew of itself.
    private async Task MakeOldAsync()
    {
        await Server.ExecuteAsync($"CREATE SCHEMA {_schema}; CREATE TABLE {_schema}.schema_version (version integer PRIMARY KEY)");
        for (var number = 1; number <= OldRelease; number++)
        {
            var script = await File.ReadAllTextAsync(Scripts[number - 1]);
            await Server.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"SET search_path TO {_schema}; {script}; INSERT INTO {_schema}.schema_version VALUES ({number})"));
        }
    }

    private async Task<int> VersionAsync() => Convert.ToInt32(await Server.ExecuteAsync($"SELECT max(version) FROM {_schema}.schema_version"), CultureInfo.InvariantCulture);

    private Task<Outcome> StartAsync(string name, params string[] more) => FlexcoreProcess.RunAsync(_workspace.Folder, ["start", "--port", "0", "--config", Configuration(name), .. more]);

    private string Configuration(string name, int? advertised = null)
    {
        var port = TcpPorts.Free();
        return _workspace.Write($"{name}.conf", string.Create(CultureInfo.InvariantCulture, $$"""
            flexcore {
              engine { kind = postgres, cluster-name = "bad-input" }
              journal.data-folder = "{{name}}"
              api.node-id = "{{name}}"
              postgres { connection-string = "{{Server.TcpConnectionString}}", schema = "{{_schema}}", shard-count = 8 }
              cluster {
                node-name = "{{name}}"
                probe-interval = 200ms
                probe-timeout = 500ms
                transport { port = {{port}}, advertised-port = {{advertised ?? port}} }
              }
            }
            """));
    }
}
