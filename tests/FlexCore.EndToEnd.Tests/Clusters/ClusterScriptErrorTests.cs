using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Clusters;

/// <summary>What the scripts of deploy/cluster say to settings that cannot work, before they start or remove anything.</summary>
public sealed class ClusterScriptErrorTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("FLEXCORE_CLUSTER_PORT", "http", "set it to a number from 1024 to 64000")]
    [InlineData("FLEXCORE_CLUSTER_PORT", "80", "set it to 1024 to 64000")]
    [InlineData("FLEXCORE_CLUSTER_PORT", "64001", "set it to 1024 to 64000")]
    [InlineData("FLEXCORE_CLUSTER_PG_PORT", "5432x", "set it to a number from 1024 to 65535")]
    [InlineData("FLEXCORE_CLUSTER_PG_PORT", "99999999999999999999", "set it to a number from 1024 to 65535")]
    [InlineData("FLEXCORE_CLUSTER_NODES", "0", "set it to 1 to 99")]
    [InlineData("FLEXCORE_CLUSTER_NODES", "-3", "set it to a number from 1 to 99")]
    [InlineData("FLEXCORE_CLUSTER_DIR", "cluster", "set it to a path that begins with /")]
    [InlineData("FLEXCORE_CLUSTER_HAPROXY", "/nowhere/haproxy", "which is no program")]
    public async Task A_setting_that_cannot_work_is_named_with_its_value(string name, string value, string remedy)
    {
        await using var cluster = new ScriptedCluster().With(name, value);

        (await cluster.ScriptAsync("start.sh")).ShouldExitWith(1).ShouldExplain($"start.sh: {name} is ", value, remedy);

        Directory.Exists(cluster.Folder).ShouldBeFalse("nothing was made");
    }

    [Theory]
    [InlineData("build.sh --fast", "deploy/cluster/build.sh;")]
    [InlineData("start.sh 5", "deploy/cluster/start.sh;")]
    [InlineData("status.sh --json", "deploy/cluster/status.sh;")]
    [InlineData("stop.sh --delte", "deploy/cluster/stop.sh [--delete];")]
    [InlineData("test.sh --minutes 3", "deploy/cluster/test.sh;")]
    public async Task A_word_that_a_script_does_not_know_is_refused(string command, string usage)
    {
        await using var cluster = new ScriptedCluster();
        (await cluster.ScriptAsync(command)).ShouldExitWith(2).ShouldExplain($"unknown argument '{command.Split(' ')[1]}'", $"Usage: {usage}");
        Directory.Exists(cluster.Folder).ShouldBeFalse("nothing was made");
    }

    [Fact]
    public async Task A_cluster_of_one_is_not_tested_by_killing_it()
    {
        await using var cluster = new ScriptedCluster(nodes: 1);
        (await cluster.ScriptAsync("test.sh")).ShouldExitWith(1).ShouldExplain("FLEXCORE_CLUSTER_NODES is 1", "Start at least 2");
    }

    [Fact]
    public async Task A_folder_whose_name_is_too_long_for_a_socket_is_refused()
    {
        await using var cluster = new ScriptedCluster(folder: $"/tmp/{new string('x', 76)}");
        (await cluster.ScriptAsync("start.sh")).ShouldExitWith(1).ShouldExplain("FLEXCORE_CLUSTER_DIR has 81 characters; set it to at most 80");
    }

    [Fact]
    public async Task A_stop_of_a_cluster_that_never_was_says_so()
    {
        await using var cluster = new ScriptedCluster();
        (await cluster.ScriptAsync("stop.sh --delete")).ShouldExitWith(0).Out.ShouldBe($"nothing of the cluster in {cluster.Folder} runs\n");
        (await cluster.ScriptAsync("status.sh")).ShouldExitWith(1).Out.ShouldContain("haproxy   does not run");
        (await cluster.ScriptAsync("test.sh")).ShouldExitWith(1).ShouldExplain("run start.sh first");
    }

    [Fact]
    public async Task A_folder_that_does_not_look_like_a_clusters_is_not_deleted()
    {
        _workspace.Write("precious.txt", "do not lose me");
        var cluster = new ScriptedCluster(folder: _workspace.Folder);

        (await cluster.ScriptAsync("stop.sh --delete")).ShouldExitWith(1).ShouldExplain(_workspace.Folder, "does not look like a cluster's folder; delete it yourself");

        _workspace.Read("precious.txt").ShouldBe("do not lose me");
    }

    [Fact]
    public async Task A_process_that_only_has_the_number_of_one_that_was_started_is_left_alone()
    {
        // The number is this test's own process, the start time another's: as after a restart of the machine.
        var cluster = new ScriptedCluster(folder: _workspace.Folder);
        _workspace.Write("node-1.pid", $"{Environment.ProcessId} 1\n");

        (await cluster.ScriptAsync("stop.sh")).ShouldExitWith(0).Out.ShouldBe($"nothing of the cluster in {_workspace.Folder} runs\n");
        (await cluster.ScriptAsync("status.sh")).ShouldExitWith(1).Out.ShouldContain("node-1    does not run");
    }

    [Theory]
    [InlineData("start.sh")]
    [InlineData("stop.sh")]
    [InlineData("status.sh")]
    [InlineData("test.sh")]
    [InlineData("build.sh")]
    public async Task Every_script_is_well_formed_and_may_be_run(string name)
    {
        await using var cluster = new ScriptedCluster();
        (await cluster.RunAsync($"bash -n deploy/cluster/{name} && test -x deploy/cluster/{name}")).ShouldExitWith(0);
    }
}
