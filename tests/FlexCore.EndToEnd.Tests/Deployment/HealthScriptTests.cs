using System.Net;
using System.Net.Sockets;
using System.Text;
using FlexCore.EndToEnd.Tests.Clusters;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Deployment;

/// <summary>The health check of the containers, against servers that answer as a node does; a real node answers it in <see cref="ClusterScriptTests"/>.</summary>
public sealed class HealthScriptTests : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly Workspace _workspace = new();

    public HealthScriptTests() => _server.Start();

    private int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    public void Dispose()
    {
        _server.Dispose();
        _workspace.Dispose();
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", 0, "health/ready answers 200")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\n\r\n", 1, "health/ready answers 503")]
    [InlineData("", 1, "health/ready answers nothing")]
    public async Task Only_a_node_that_says_so_is_well(string answer, int exitCode, string says)
    {
        var asked = AnswerAsync(answer);

        var outcome = await FlexcoreProcess.RunScriptAsync(_workspace.Folder, $"bash '{Repository.PathOf("deploy/docker/healthy.sh")}' {Port}");

        outcome.ShouldExitWith(exitCode).Out.Trim().ShouldBe(says);
        (await asked.WaitAsync(FlexcoreProcess.Patience)).ShouldStartWith($"GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\n");
    }

    [Fact]
    public async Task The_port_is_the_nodes_own_when_none_is_given()
    {
        var asked = AnswerAsync("HTTP/1.1 200 OK\r\n\r\n");

        (await FlexcoreProcess.RunScriptAsync(_workspace.Folder, $"FLEXCORE_NODE_PORT={Port} bash '{Repository.PathOf("deploy/docker/healthy.sh")}'")).ShouldExitWith(0);

        (await asked.WaitAsync(FlexcoreProcess.Patience)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_not_well()
    {
        _server.Stop();
        (await FlexcoreProcess.RunScriptAsync(_workspace.Folder, $"bash '{Repository.PathOf("deploy/docker/healthy.sh")}' 1")).ShouldExitWith(1);
    }

    private async Task<string> AnswerAsync(string answer)
    {
        using var client = await _server.AcceptTcpClientAsync();
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var request = new StringBuilder();

        // To its end, however many pieces it comes in.
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            request.Append(line).Append("\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return request.ToString();
    }
}
