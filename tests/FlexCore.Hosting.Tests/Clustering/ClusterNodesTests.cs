using System.Text;
using FlexCore.Application.Cluster;
using FlexCore.Application.DataStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.Persistence.Faults;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Hosting.Tests.Clustering;

/// <summary>Whole nodes as one cluster: what the embedded node does, spread over several, on a real PostgreSQL and real connections.</summary>
[NeedsPostgres]
public sealed class ClusterNodesTests : IAsyncLifetime, IAsyncDisposable
{
    private const int Streams = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClusterFixture _cluster = new();

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Nodes_share_the_shards_and_agree_on_one_leader()
    {
        var (a, b) = (await _cluster.StartAsync("a"), await _cluster.StartAsync("b"));
        await ClusterFixture.WhenSettledAsync(a, "a", "b");
        await ClusterFixture.WhenSettledAsync(b, "a", "b");

        var (seenByA, seenByB) = (a.Get<IClusterView>().Current, b.Get<IClusterView>().Current);
        seenByA.Shards.Rows.CountBy(row => row.Owner?.Name ?? "nobody").Select(pair => pair.Value).ShouldAllBe(count => count == 8, "16 shards over two nodes");
        (seenByA.IsLeader ^ seenByB.IsLeader).ShouldBeTrue("one of them leads");
        a.Node.State.ShouldBe(NodeState.Ready);
    }

    [Fact]
    public async Task Every_node_takes_records_and_streams_run_where_their_shard_is()
    {
        var nodes = new[] { await _cluster.StartAsync("a"), await _cluster.StartAsync("b") };
        await ClusterFixture.WhenSettledAsync(nodes[0], "a", "b");
        for (var i = 0; i < Streams; i++)
        {
            (await nodes[i % 2].Streams.CreateAsync(NodeHost.Call, new CreateStream(Copy($"s-{i}")))).Refusal.ShouldBeNull();
        }

        for (var i = 0; i < Streams; i++)
        {
            await nodes[(i + 1) % 2].WhenAsync($"s-{i}", "running");
            await PostAsync(nodes[i % 2], $"s-{i}", 1);
            await PostAsync(nodes[(i + 1) % 2], $"s-{i}", 2);
            (await ReadAsync(nodes[0], $"s-{i}-out", 2)).ShouldBe("{\"n\":1}\n{\"n\":2}\n");
        }

        nodes.Sum(node => node.Node.StreamsAtWork).ShouldBe(Streams, "each stream runs on one node");
        for (var i = 0; i < Streams; i++)
        {
            var owners = nodes.Select(node => node.Get<IStreamOwners>().OwnerOf(new EntityId(TenantId.Default, "pipeline", $"s-{i}"))).ToArray();
            owners.Count(owner => owner.IsHere).ShouldBe(1);
            owners.Single(owner => !owner.IsHere).Url.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Streams_of_a_node_that_leaves_go_on_at_the_others_and_lose_and_repeat_nothing()
    {
        var (a, b) = (await _cluster.StartAsync("a"), await _cluster.StartAsync("b"));
        await ClusterFixture.WhenSettledAsync(a, "a", "b");
        for (var i = 0; i < Streams; i++)
        {
            await a.Streams.CreateAsync(NodeHost.Call, new CreateStream(Copy($"s-{i}")));
            await a.WhenAsync($"s-{i}", "running");
        }

        for (var n = 0; n < 60; n++)
        {
            await PostAsync(a, $"s-{n % Streams}", n);
            if (n == 30)
            {
                await b.StopAsync();
            }
        }

        await ClusterFixture.WhenSettledAsync(a, "a");
        for (var i = 0; i < Streams; i++)
        {
            var expected = string.Concat(Enumerable.Range(0, 60).Where(n => n % Streams == i).Select(n => $"{{\"n\":{n}}}\n"));
            (await ReadAsync(a, $"s-{i}-out", expected.Count(c => c == '\n'))).ShouldBe(expected, $"stream s-{i}");
        }

        await a.WhenAsync("s-0", "running");
        a.Node.StreamsAtWork.ShouldBe(Streams);
        await ClusterFixture.WhenAsync(a, state => state.Membership.Members.Single(member => member.Id.Name == "b").Status is MemberStatus.Down);
    }

    [Fact]
    public async Task A_stream_that_a_full_node_cannot_take_over_starts_there_when_another_has_ended()
    {
        var a = await _cluster.StartAsync("a", flexcore => flexcore.Configure((_, supervisor) => supervisor.StreamsMax = 1));
        var b = await _cluster.StartAsync("b");
        await ClusterFixture.WhenSettledAsync(b, "a", "b");
        string[] names = [.. Enumerable.Range(0, 100).Select(i => $"s-{i}")];
        bool BelongsToB(string name) => b.Get<IStreamOwners>().OwnerOf(new EntityId(TenantId.Default, "pipeline", name)).IsHere;
        var (mine, theirs) = (names.First(name => !BelongsToB(name)), names.First(BelongsToB));
        (await a.Streams.CreateAsync(NodeHost.Call, new CreateStream(Copy(mine)))).Refusal.ShouldBeNull();
        (await b.Streams.CreateAsync(NodeHost.Call, new CreateStream(Copy(theirs)))).Refusal.ShouldBeNull();
        await a.WhenAsync(mine, "running");
        await b.WhenAsync(theirs, "running");
        await b.StopAsync();
        await ClusterFixture.WhenSettledAsync(a, "a");

        (await a.Streams.StopAsync(NodeHost.Call, mine)).Refusal.ShouldBeNull();

        await a.WhenAsync(theirs, "running");
    }

    [Fact]
    public async Task A_node_that_is_told_to_leave_by_another_hands_over_and_ends()
    {
        var (a, b) = (await _cluster.StartAsync("a"), await _cluster.StartAsync("b"));
        await ClusterFixture.WhenSettledAsync(a, "a", "b");
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = b.Get<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.TrySetResult());

        (await a.Get<IClusterControl>().LeaveAsync("b")).ShouldBeNull();
        await stopping.Task.WaitAsync(Patience);
        await b.StopAsync();

        await ClusterFixture.WhenSettledAsync(a, "a");
        (await a.Get<IClusterControl>().LeaveAsync("b")).ShouldNotBeNull().Code.ShouldBe("unknown-node");
    }

    [Fact]
    public async Task A_node_that_is_declared_dead_fails_and_the_others_take_its_shards()
    {
        var (a, b) = (await _cluster.StartAsync("a"), await _cluster.StartAsync("b"));
        await ClusterFixture.WhenSettledAsync(a, "a", "b");
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = b.Get<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.TrySetResult());

        (await a.Get<IClusterControl>().DownAsync("b")).ShouldBeNull();
        await stopping.Task.WaitAsync(Patience);

        b.Node.State.ShouldBe(NodeState.Failed);
        b.Node.Failure.ShouldNotBeNull();
        await ClusterFixture.WhenSettledAsync(a, "a");
    }

    [Fact]
    public async Task A_pipeline_that_all_nodes_declare_is_there_once_and_runs_once()
    {
        var nodes = await Task.WhenAll(new[] { "a", "b", "c" }.Select(name => _cluster.StartAsync(name, flexcore => flexcore.AddPipeline(Copy("declared")))));
        await ClusterFixture.WhenSettledAsync(nodes[0], "a", "b", "c");

        await PostAsync(nodes[2], "declared", 1);

        (await ReadAsync(nodes[1], "declared-out", 1)).ShouldBe("{\"n\":1}\n");
        nodes.Sum(node => node.Node.StreamsAtWork).ShouldBe(1);
        (await nodes[0].Pipelines.GetAsync(NodeHost.Call, "declared")).Required.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_a_living_node_has_is_refused()
    {
        await _cluster.StartAsync("a");

        var error = await Should.ThrowAsync<StoreException>(() => _cluster.StartAsync("a"));

        error.Fault.ShouldBe(StoreFault.Mismatch, "the configuration is to be corrected");
        error.Message.ShouldContain("'a' is taken");
        error.Message.ShouldContain("node-name");
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_named_without_its_password()
    {
        var error = await Should.ThrowAsync<JournalException>(() => _cluster.StartAsync(
            "a", flexcore => flexcore.Configure((engine, _) => engine.Postgres.ConnectionString = "Host=127.0.0.1;Port=1;Username=flexcore;Password=s3cret;Database=flexcore")));

        error.Message.ShouldContain("127.0.0.1");
        error.ToString().ShouldNotContain("s3cret");
    }

    private static string Copy(string name) =>
        $$"""
        name: {{name}}
        source: { http: {} }
        steps:
          - parse: json
        sink: { topic: {{name}}-out }
        """;

    private static async Task PostAsync(NodeHost node, string stream, int n)
    {
        var append = new EventTopicAppend(SecurityContext.Development, stream, Encoding.UTF8.GetBytes($"{{\"n\":{n}}}\n"), 1, "c") { IdempotencyKey = $"{stream}-{n}" };

        // A command that was on its way when a shard moved may be of unknown outcome; its key makes the repeat safe.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                (await node.Topics.AppendAsync(append)).Refusal.ShouldBeNull();
                return;
            }
            catch (Exception error) when (error is TimeoutException or Application.Entities.EntityFailedException && attempt < 10)
            {
                continue;
            }
        }
    }

    private static async Task<string> ReadAsync(NodeHost node, string topic, int records)
    {
        using var patience = new CancellationTokenSource(Patience);
        var text = new StringBuilder();
        try
        {
            await foreach (var batch in node.Topics.SubscribeAsync(SecurityContext.Development, topic, 0, patience.Token))
            {
                text.Append(Encoding.UTF8.GetString(batch.Lines.Span));
                if ((records -= batch.Count) <= 0)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            text.Append($"(and nothing more came, {records} records are missing)");
        }

        return text.ToString();
    }
}
