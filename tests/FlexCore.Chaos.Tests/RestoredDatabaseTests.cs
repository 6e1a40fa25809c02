using FlexCore.Chaos.Tests.Servers;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Chaos.Tests;

/// <summary>F31: somebody restores a backup while nodes run, which they must not; nothing of what they remember may get into the older database.</summary>
[NeedsPostgres]
public sealed class RestoredDatabaseTests
{
    [Fact]
    public async Task Nodes_that_find_an_older_database_say_so_and_end_and_new_ones_serve()
    {
        await using var cluster = await ChaosCluster.StartAsync(seed: 1);
        await cluster.Postgres.BackUpAsync();
        await cluster.WhenWholeAsync();

        // So far that no joining after the restore can make it up before every node has looked; and the others have seen it when they go on without the killed one.
        await cluster.Postgres.ExecuteAsync("UPDATE flexcore.store SET membership_version = membership_version + 1000");
        await cluster.Nodes[0].KillAsync();
        await cluster.WhenOthersServeAllAsync(cluster.Nodes[0]);

        await cluster.Postgres.RestoreAsync();

        await RealTime.UntilAsync("both have said so and ended", RealTime.Patience, () => Task.FromResult(
            cluster.Nodes.Skip(1).FirstOrDefault(node => node.Endings.Count == 0 || !node.Output.Contains("gone back in time", StringComparison.Ordinal)) is { } left
                ? $"{left.Name} has not.\n{cluster.Outputs}"
                : null));
        await cluster.Nodes[0].StartAsync();
        await cluster.WhenWholeAsync();
    }
}
