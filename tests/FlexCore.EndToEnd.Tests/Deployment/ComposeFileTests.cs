using System.Text.RegularExpressions;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Deployment;

/// <summary>The cluster in containers, checked as far as that goes without a container engine: what the file says fits together, and with the program.</summary>
public sealed partial class ComposeFileTests : IDisposable
{
    private const string Secret = "a-secret-of-the-test";

    private readonly ComposeFile _file = ComposeFile.Read();
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void It_has_three_nodes_a_database_and_a_proxy()
    {
        _file.Services.Keys.Order(StringComparer.Ordinal).ShouldBe(["haproxy", "network", "node-1", "node-2", "node-3", "postgres"]);
        _file.Nodes.Keys.Order(StringComparer.Ordinal).ShouldBe(["node-1", "node-2", "node-3"]);
    }

    [Fact]
    public void Everything_is_in_one_network_and_only_the_hosts_loopback_reaches_it()
    {
        foreach (var (name, service) in _file.Services.Where(static service => service.Key != "network"))
        {
            ComposeFile.Text(service, "network_mode").ShouldBe("service:network", name);
            ComposeFile.Texts(service, "ports").ShouldBeEmpty(name);
        }

        ComposeFile.Texts(_file.Services["network"], "ports").ShouldBe(["127.0.0.1:8080:8080"]);
    }

    [Theory]
    [InlineData("node-1")]
    [InlineData("node-2")]
    [InlineData("node-3")]
    public async Task A_node_accepts_its_variables_with_the_file_of_the_image(string name)
    {
        var variables = ComposeFile.Environment(_file.Nodes[name], Secret);
        variables["FLEXCORE_POSTGRES_PASSWORD"].ShouldBe(Secret);
        variables["FLEXCORE_CLUSTER_NODE_NAME"].ShouldBe(name);

        var outcome = await LintAsync(variables);

        outcome.ShouldExitWith(0);
        outcome.Out.ShouldNotContain(Secret);
    }

    [Theory]
    [InlineData("FLEXCORE_CLUSTER_NODENAME", "node-1", "There is no setting for the variable FLEXCORE_CLUSTER_NODENAME")]
    [InlineData("FLEXCORE_NODE_ADDRESS", "0.0.0.0", "this version has no authentication")]
    [InlineData("FLEXCORE_NODE_PORT", "80810", "flexcore.node.port")]
    public async Task A_variable_that_a_node_does_not_accept_would_be_found(string name, string value, string says)
    {
        var variables = ComposeFile.Environment(_file.Nodes["node-1"], Secret);
        variables[name] = value;

        var outcome = await LintAsync(variables);

        outcome.ExitCode.ShouldNotBe(0);
        (outcome.Out + outcome.Error).ShouldContain(says);
    }

    [Fact]
    public void Nodes_share_a_network_so_no_two_have_the_same_name_port_or_volume()
    {
        var nodes = _file.Nodes.Values.Select(static node => ComposeFile.Environment(node, Secret)).ToArray();
        nodes.Select(static node => node["FLEXCORE_CLUSTER_NODE_NAME"]).ShouldBeUnique();
        nodes.Select(static node => node["FLEXCORE_API_NODE_ID"]).ShouldBeUnique();
        nodes.SelectMany(static node => new[] { node["FLEXCORE_NODE_PORT"], node["FLEXCORE_CLUSTER_TRANSPORT_PORT"] }).Concat(["8080", "5432"]).ShouldBeUnique();
        _file.Nodes.Values.Select(static node => ComposeFile.Texts(node, "volumes").Single()).ShouldBeUnique();
    }

    [Fact]
    public void The_proxy_knows_every_node_by_name_and_port()
    {
        var servers = Server().Matches(File.ReadAllText(Repository.PathOf("deploy/haproxy/haproxy.cfg"))).Select(static match => (match.Groups[1].Value, match.Groups[2].Value));
        servers.ShouldBe(_file.Nodes.Select(static node => (node.Key, ComposeFile.Environment(node.Value, Secret)["FLEXCORE_NODE_PORT"])));
    }

    [Fact]
    public void Every_service_that_does_something_says_whether_it_is_well()
    {
        foreach (var (name, service) in _file.Services.Where(static service => service.Key != "network"))
        {
            var check = ComposeFile.Map(service, "healthcheck");
            ComposeFile.Texts(check, "test")[0].ShouldBe("CMD", name);
            ComposeFile.Text(check, "interval").ShouldNotBeNull(name);
            ComposeFile.Text(check, "timeout").ShouldNotBeNull(name);
            ComposeFile.Text(service, "restart").ShouldBe("unless-stopped", name);
        }
    }

    [Fact]
    public void Nodes_wait_for_a_database_that_answers_and_have_time_to_leave()
    {
        foreach (var node in _file.Nodes.Values)
        {
            ComposeFile.Text(ComposeFile.Map(ComposeFile.Map(node, "depends_on"), "postgres"), "condition").ShouldBe("service_healthy");
            ComposeFile.Text(node, "stop_grace_period").ShouldBe("45s", "longer than leave-timeout of hocon/cluster.conf");
        }

        File.ReadAllText(Repository.PathOf("hocon/cluster.conf")).ShouldContain("leave-timeout = 30s");
    }

    [Fact]
    public void Every_named_volume_is_declared_and_every_file_is_there()
    {
        foreach (var source in _file.Services.Values.SelectMany(static service => ComposeFile.Texts(service, "volumes")).Select(static volume => volume.Split(':')[0]))
        {
            (source.StartsWith("./", StringComparison.Ordinal) ? File.Exists(Repository.PathOf(source)) : _file.Volumes.Contains(source)).ShouldBeTrue(source);
        }
    }

    [Fact]
    public void Nothing_is_pulled_without_a_version()
    {
        foreach (var image in _file.Services.Values.Select(static service => ComposeFile.Text(service, "image")).Where(static image => image != "flexcore"))
        {
            image.ShouldNotBeNull().ShouldMatch(":[0-9]+(\\.[0-9]+)?$");
        }
    }

    [Fact]
    public void No_secret_has_a_value()
    {
        var compose = File.ReadAllText(Repository.PathOf("docker-compose.yml"));
        Password().Count(compose).ShouldBe(4);
        Password().Matches(compose).ShouldAllBe(static match => match.Groups[1].Value.StartsWith("${FLEXCORE_POSTGRES_PASSWORD", StringComparison.Ordinal));
        compose.ShouldContain("${FLEXCORE_POSTGRES_PASSWORD:?", Case.Sensitive, "without a password nothing starts");
        File.ReadAllLines(Repository.PathOf("deploy/docker/.env.example")).Where(static line => line.Length > 0 && line[0] != '#').ShouldBe(["FLEXCORE_POSTGRES_PASSWORD="]);
        File.ReadAllLines(Repository.PathOf(".gitignore")).ShouldContain(".env");
    }

    private async Task<Outcome> LintAsync(Dictionary<string, string> variables)
    {
        await using var process = FlexcoreProcess.Start(_workspace.Folder, variables, "config", "lint", "--config", Repository.PathOf("hocon/cluster.conf"));
        process.Input.Close();
        return await process.WaitAsync();
    }

    [GeneratedRegex(@"^  server (\S+) 127\.0\.0\.1:(\d+)$", RegexOptions.Multiline)]
    private static partial Regex Server();

    [GeneratedRegex(@"PASSWORD: (\S+)")]
    private static partial Regex Password();
}
