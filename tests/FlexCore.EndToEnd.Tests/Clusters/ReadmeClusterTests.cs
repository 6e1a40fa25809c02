using System.Text.RegularExpressions;
using FlexCore.EndToEnd.Tests.Documentation;

namespace FlexCore.EndToEnd.Tests.Clusters;

/// <summary>Runs the README's commands for a cluster and compares what they print with what the README shows.</summary>
[Collection(nameof(ScriptedCluster))]
public sealed partial class ReadmeClusterTests
{
    [ClusterFact]
    public async Task A_cluster_starts_survives_a_killed_node_and_stops_as_the_readme_shows()
    {
        var commands = ReadmeBlocks.Cluster.SelectMany(static block => block).ToArray();
        commands.Select(static step => step.Command).ShouldBe(["deploy/cluster/start.sh", "deploy/cluster/test.sh", "deploy/cluster/stop.sh"]);
        await using var cluster = new ScriptedCluster();
        foreach (var (command, expected) in commands)
        {
            var outcome = (await cluster.RunAsync(command)).ShouldExitWith(0);
            outcome.Error.ShouldBeEmpty();
            Normalise(outcome.Out).ShouldBe(Normalise(Here(expected, cluster)), command);
        }
    }

    private static string Here(string shown, ScriptedCluster cluster) => ShownUrl()
        .Replace(shown, match => $"http://127.0.0.1:{cluster.Ports.Http + (match.ValueSpan[^1] - '0')}")
        .Replace("127.0.0.1:5439", $"127.0.0.1:{cluster.Ports.Postgres}", StringComparison.Ordinal)
        .Replace("/var/tmp/flexcore-cluster/", $"{cluster.Folder}/", StringComparison.Ordinal);

    // The node that is killed is drawn by lot.
    private static string Normalise(string output) => Victim().Replace(Pid().Replace(Count().Replace(output.TrimEnd(), "N$1"), "pid N"), "$1node-N$2");

    [GeneratedRegex(@"http://127\.0\.0\.1:808[0-9]")]
    private static partial Regex ShownUrl();

    [GeneratedRegex(@"pid \d+")]
    private static partial Regex Pid();

    [GeneratedRegex(@"(killing )node-\d|node-\d( is back)")]
    private static partial Regex Victim();

    [GeneratedRegex(@"\d+( ms| acknowledged)")]
    private static partial Regex Count();
}
