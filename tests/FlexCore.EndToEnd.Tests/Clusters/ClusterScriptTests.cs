using System.Diagnostics;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Clusters;

/// <summary>The scripts of deploy/cluster on a real cluster of two nodes; the README's own commands run with three in <see cref="ReadmeClusterTests"/>.</summary>
[Collection(nameof(ScriptedCluster))]
public sealed class ClusterScriptTests
{
    [ClusterFact]
    public async Task A_start_leaves_alone_what_runs_and_brings_back_what_has_died()
    {
        await using var cluster = new ScriptedCluster(nodes: 2);
        var first = (await cluster.ScriptAsync("start.sh")).ShouldExitWith(0);
        first.Out.ShouldContain($"cluster   http://127.0.0.1:{cluster.Ports.Http} (HAProxy)");
        (await cluster.ScriptAsync("status.sh")).ShouldExitWith(0).Out.ShouldContain("node-2    healthy, sees 2 active nodes, leader: node-");

        (await cluster.ScriptAsync("start.sh")).ShouldExitWith(0).Out.ShouldBe(first.Out, "nothing was started again");

        var survivor = cluster.ProcessOf("node-1");
        var database = cluster.ProcessOf("postgres");
        Kill(cluster.ProcessOf("node-2"));
        (await cluster.ScriptAsync("status.sh")).ShouldExitWith(1).Out.ShouldContain("node-2    does not run");

        (await cluster.ScriptAsync("start.sh")).ShouldExitWith(0);
        cluster.ProcessOf("node-1").ShouldBe(survivor);
        cluster.ProcessOf("postgres").ShouldBe(database);
        (await cluster.ScriptAsync("status.sh")).ShouldExitWith(0);
        (await cluster.RunAsync($"bash deploy/docker/healthy.sh {cluster.Ports.Http + 2}")).ShouldExitWith(0).Out.ShouldContain("health/ready answers 200");

        await OthersAreRefusedAsync(cluster);
        (await cluster.With("FLEXCORE_CLUSTER_NODES", "1").ScriptAsync("start.sh")).ShouldExitWith(1).ShouldExplain("node-2 runs, and FLEXCORE_CLUSTER_NODES is 1", "or run stop.sh first");

        // Stopped by somebody who has forgotten with how many it was started: none is left.
        await StopAsync(cluster);
    }

    [ClusterFact]
    public async Task A_node_that_ends_while_the_cluster_starts_is_named_with_its_last_words()
    {
        await using var cluster = new ScriptedCluster(nodes: 1).With("FLEXCORE_NODE_ADDRESS", "0.0.0.0");

        (await cluster.ScriptAsync("start.sh")).ShouldExitWith(1).ShouldExplain("start.sh: node-1 has ended: ", "flexcore.node.address is '0.0.0.0'", "set it to 127.0.0.1");

        (await cluster.ScriptAsync("status.sh")).ShouldExitWith(1).Out.ShouldContain("node-1    does not run");
    }

    // Another cluster on the same ports, in a folder of its own: refused before anything starts, and the first one does not notice.
    private static async Task OthersAreRefusedAsync(ScriptedCluster cluster)
    {
        await using var other = new ScriptedCluster(nodes: 2, ports: cluster.Ports);
        (await other.ScriptAsync("start.sh")).ShouldExitWith(1).ShouldExplain($"port {cluster.Ports.Postgres}, for PostgreSQL, is in use", "set FLEXCORE_CLUSTER_PG_PORT to another");

        other.With("FLEXCORE_CLUSTER_PG_PORT", $"{ClusterPorts.Find().Postgres}");
        (await other.ScriptAsync("start.sh")).ShouldExitWith(1).ShouldExplain($"port {cluster.Ports.Http}, for HAProxy, is in use", "set FLEXCORE_CLUSTER_PORT to another");

        other.With("FLEXCORE_CLUSTER_PORT", $"{cluster.Ports.Http + 1}");
        (await other.ScriptAsync("start.sh")).ShouldExitWith(1).ShouldExplain($"port {cluster.Ports.Http + 1}");

        Directory.EnumerateFileSystemEntries(other.Folder).ShouldBeEmpty("nothing was made");
        (await cluster.ScriptAsync("status.sh")).ShouldExitWith(0);
    }

    private static async Task StopAsync(ScriptedCluster cluster)
    {
        var processes = new[] { "haproxy", "node-1", "node-2", "postgres" }.Select(cluster.ProcessOf).ToArray();
        (await cluster.ScriptAsync("stop.sh")).ShouldExitWith(0).Out.ShouldBe("stopped haproxy\nstopped node-1\nstopped node-2\nstopped postgres\n");
        cluster.With("FLEXCORE_CLUSTER_NODES", "2");
        processes.ShouldAllBe(process => !Directory.Exists($"/proc/{process}"));

        Directory.Exists(cluster.Folder).ShouldBeTrue("its data stays");
        (await cluster.ScriptAsync("stop.sh")).ShouldExitWith(0).Out.ShouldBe($"nothing of the cluster in {cluster.Folder} runs\n");
        (await cluster.ScriptAsync("status.sh")).ShouldExitWith(1).Out.ShouldContain("postgres  does not run");
        (await cluster.ScriptAsync("test.sh")).ShouldExitWith(1).ShouldExplain("the cluster is not whole; run start.sh first");

        (await cluster.ScriptAsync("stop.sh --delete")).ShouldExitWith(0).Out.ShouldEndWith($"deleted {cluster.Folder}\n");
        Directory.Exists(cluster.Folder).ShouldBeFalse();
    }

    private static void Kill(int process)
    {
        using var victim = Process.GetProcessById(process);
        victim.Kill();
        victim.WaitForExit(FlexcoreProcess.Patience).ShouldBeTrue();
    }
}
