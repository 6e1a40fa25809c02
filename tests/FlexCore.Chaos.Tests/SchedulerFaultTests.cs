using System.Globalization;
using FlexCore.Chaos.Tests.Servers;
using FlexCore.Chaos.Tests.Workload;
using FlexCore.Domain;
using FlexCore.TestServers.Postgres;
using Xunit.Abstractions;

namespace FlexCore.Chaos.Tests;

/// <summary>
/// What happens to due times when the node that fires, or the database, goes away while a firing is under way. The nemesis does that at random; here each fault waits until a firing is decided
/// and its delivery is inside its statement, held there by a lock of the test.
/// </summary>
[NeedsPostgres]
public sealed class SchedulerFaultTests(ITestOutputHelper output)
{
    // As many firings of the four schedules as show that the next scheduler is at work.
    private const int More = 8;

    private static readonly int TopicShard = new EntityId(TenantId.Default, "event-topic", ScheduleLoad.Topic).ShardOf(ChaosCluster.Shards);

    [Fact]
    public async Task Every_due_time_fires_once_when_the_node_that_fires_is_stopped_the_database_restarts_and_the_node_is_killed()
    {
        // What waits is then a delivery and not the decision before it.
        Enumerable.Range(1, 4).ShouldAllBe(number => new EntityId(TenantId.Default, "schedule", $"ticks-{number}").ShardOf(ChaosCluster.Shards) != TopicShard);
        await using var cluster = await ChaosCluster.StartAsync(seed: 1);
        await using var load = await ScheduleLoad.StartAsync(cluster, seed: 1);
        await load.WhenAcknowledgedAsync(More);

        await StopBeyondItsLeaseAsync(cluster, load);
        await RestartDatabaseAsync(cluster, load);
        await KillAsync(cluster, load);

        (await load.JudgeAsync()).Values.ShouldAllBe(verdict => verdict.IsGood, cluster.Outputs);
    }

    private async Task StopBeyondItsLeaseAsync(ChaosCluster cluster, ScheduleLoad load)
    {
        var victim = await cluster.HolderAsync(ChaosCluster.Scheduler);
        var epoch = await EpochAsync(cluster);
        await using (var held = await HeldTable.HoldShardAsync(cluster.Postgres, TopicShard))
        {
            await held.WhenWaitingAsync(cluster);
            victim.Pause();
        }

        try
        {
            await WhenAnotherFiresAsync(cluster, epoch);
            await load.WhenAcknowledgedAsync(More);
        }
        finally
        {
            victim.Resume();
        }

        // It wakes up with firings in its hands that others have made meanwhile. What it does with them shows in the topic.
        await cluster.WhenWholeAsync();
        await load.WhenAcknowledgedAsync(More);
        output.WriteLine($"stopped: {victim.Name}, epoch {epoch}, now {await EpochAsync(cluster)}");
    }

    private async Task RestartDatabaseAsync(ChaosCluster cluster, ScheduleLoad load)
    {
        await using (var held = await HeldTable.HoldShardAsync(cluster.Postgres, TopicShard))
        {
            await held.WhenWaitingAsync(cluster);
            await cluster.Postgres.StopAsync();
        }

        // Due times pass while there is no database at all.
        await RealTime.PassAsync(TimeSpan.FromSeconds(1.5));
        await cluster.Postgres.StartAsync();
        await load.WhenAcknowledgedAsync(More);
        output.WriteLine("restarted: PostgreSQL");
    }

    private async Task KillAsync(ChaosCluster cluster, ScheduleLoad load)
    {
        var victim = await cluster.HolderAsync(ChaosCluster.Scheduler);
        var epoch = await EpochAsync(cluster);
        await using (var held = await HeldTable.HoldShardAsync(cluster.Postgres, TopicShard))
        {
            await held.WhenWaitingAsync(cluster);
            await victim.KillAsync();
        }

        await WhenAnotherFiresAsync(cluster, epoch);
        await load.WhenAcknowledgedAsync(More);
        output.WriteLine($"killed: {victim.Name}, epoch {epoch}, now {await EpochAsync(cluster)}");
    }

    private static Task<TimeSpan> WhenAnotherFiresAsync(ChaosCluster cluster, long epoch) => RealTime.UntilAsync(
        "another node is the scheduler", RealTime.Patience, async () => await EpochAsync(cluster) > epoch ? null : $"epoch {epoch} is the newest");

    private static async Task<long> EpochAsync(ChaosCluster cluster) => Convert.ToInt64(
        await cluster.Postgres.ExecuteAsync($"SELECT epoch FROM flexcore.lease WHERE name = 'singleton/{ChaosCluster.Scheduler}'"), CultureInfo.InvariantCulture);
}
