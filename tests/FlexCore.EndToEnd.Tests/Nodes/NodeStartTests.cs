using System.Net;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary><c>flexcore start</c> as a process: how it begins, how it ends, and what keeps it from beginning.</summary>
public sealed class NodeStartTests : IDisposable
{
    private const int InvalidConfiguration = 4;
    private const int DataFolderLocked = 10;
    private const int DataFolderDamaged = 12;
    private const int PortInUse = 18;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_node_is_ready_when_it_has_said_where_it_listens_and_ends_with_0_on_either_signal()
    {
        foreach (var interrupt in new[] { true, false })
        {
            await using var node = await NodeProcess.StartAsync(_workspace.Folder);
            (await node.Http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await node.Http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (interrupt ? await node.InterruptAsync() : await node.TerminateAsync()).ShouldBe(0);
            node.Process.Output.ShouldMatch($"(?m)^pid +{node.Process.Id}$", "whoever keeps it running signals this");
        }
    }

    [Fact]
    public async Task A_killed_node_starts_again_on_its_folder()
    {
        await using (var node = await NodeProcess.StartAsync(_workspace.Folder))
        {
            await node.KillAsync();
        }

        await using var again = await NodeProcess.StartAsync(_workspace.Folder);
        (await again.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_node_on_the_folder_or_on_the_port_is_refused_and_the_first_serves_on()
    {
        await using var node = await NodeProcess.StartAsync(_workspace.Folder);

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "start", "--port", "0")).ShouldExitWith(DataFolderLocked).ShouldExplain("data-folder-locked");
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "start", "--port", $"{node.Port}", "--data", "other"))
            .ShouldExitWith(PortInUse).ShouldExplain("port-in-use", $"{node.Port}", "--port");

        (await node.Http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await node.TerminateAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("flexcore.node.address=0.0.0.0", "no authentication")]
    [InlineData("flexcore.node.address=example.org", "no IP address")]
    [InlineData("flexcore.node.port=70000", "70000")]
    [InlineData("flexcore.node.ports=1", "flexcore.node.ports")]
    [InlineData("flexcore.node.base-folder=nowhere", "nowhere")]
    [InlineData("flexcore.supervisor.streams-max=0", "flexcore.supervisor.streams-max")]
    [InlineData("flexcore.event-topics.poll-interval=soon", "flexcore.event-topics.poll-interval")]
    public async Task A_setting_that_cannot_be_is_named_and_nothing_is_opened(string setting, string named)
    {
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "start", "--set", setting)).ShouldExitWith(InvalidConfiguration).ShouldExplain("invalid-configuration", named);
        _workspace.Has(".flexcore").ShouldBeFalse("nothing was opened");
    }

    [Fact]
    public async Task A_damaged_data_folder_is_named_and_left_alone()
    {
        _workspace.Write(".flexcore/flexcore.db", new string('x', 20_000));
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "start", "--port", "0")).ShouldExitWith(DataFolderDamaged).ShouldExplain("flexcore.db");
    }
}
