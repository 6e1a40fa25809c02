using System.Globalization;
using System.Text;
using System.Text.Json;
using FlexCore.Application.Cluster;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Schedules;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;
using FlexCore.Hosting.Tests.Clustering;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Hosting.Tests.Schedules;

/// <summary>Schedules of a cluster on a real PostgreSQL: one node fires, another goes on when it leaves.</summary>
[NeedsPostgres]
public sealed class ScheduleClusterTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClusterFixture _cluster = new();

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task The_next_node_goes_on_where_the_first_one_left()
    {
        var nodes = new Dictionary<string, NodeHost> { ["a"] = await _cluster.StartAsync("a"), ["b"] = await _cluster.StartAsync("b") };
        await ClusterFixture.WhenSettledAsync(nodes["a"], "a", "b");
        var definition = new ScheduleDefinition(
            "ticks", "", new ScheduleTiming { Every = TimeSpan.FromSeconds(1) }, new ScheduleTarget(ScheduleTarget.Event, "ticks", "{}"),
            new SchedulePolicy { Overlap = OverlapPolicy.Queue, Misfire = MisfirePolicy.FireAll, CatchUpMax = 1_000 });
        (await nodes["b"].Get<ISchedules>().CreateAsync(NodeHost.Call, new CreateSchedule(definition) { Id = "ticks" })).Refusal.ShouldBeNull();
        await ReadAsync(nodes["a"], 2);

        var scheduler = (await nodes["a"].Get<ISingletonList>().ListAsync()).Single(facts => facts.Name == Scheduler.SingletonName);
        scheduler.IsHeld.ShouldBeTrue();
        var first = NodeId.Parse(scheduler.Owner).Name;
        await nodes[first].StopAsync();
        var other = nodes.Single(node => node.Key != first);
        var before = (await other.Value.Get<ISchedules>().GetAsync(NodeHost.Call, "ticks")).Required.Fired;
        var records = await ReadAsync(other.Value, (int)before + 3);

        var dues = records.Select(record => DateTimeOffset.Parse(record.GetProperty("due").GetString() ?? "", CultureInfo.InvariantCulture)).ToList();
        dues.ShouldBe(Enumerable.Range(0, dues.Count).Select(second => dues[0].AddSeconds(second)), "each due time has fired once, in order, whoever fired");
        var next = (await other.Value.Get<ISingletonList>().ListAsync()).Single(facts => facts.Name == Scheduler.SingletonName);
        (NodeId.Parse(next.Owner).Name, next.Epoch > scheduler.Epoch, next.LastFiring is not null).ShouldBe((other.Key, true, true));
    }

    private static async Task<List<JsonElement>> ReadAsync(NodeHost node, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var records = new List<JsonElement>();
        await foreach (var batch in node.Topics.SubscribeAsync(SecurityContext.Development, "ticks", 0, patience.Token))
        {
            records.AddRange(Encoding.UTF8.GetString(batch.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement));
            if (records.Count >= count)
            {
                break;
            }
        }

        return records;
    }
}
