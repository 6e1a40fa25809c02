using System.Text;
using FlexCore.Application.Cluster;
using FlexCore.Application.DataStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Hosting.Tests.Clustering;

/// <summary>
/// A cluster is upgraded node by node under work, on a real PostgreSQL and real connections. The next version of the wire protocol is played by nodes that announce it
/// beside the one there is: what they exchange with older nodes is the older version, with each other the newer one.
/// </summary>
[NeedsPostgres]
public sealed class RollingUpgradeTests : IAsyncLifetime, IAsyncDisposable
{
    private const int Streams = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly ProtocolRange Old = new(1, 1);
    private static readonly ProtocolRange Next = new(1, 2);
    private static readonly ProtocolRange AfterNext = new(2, 3);

    private readonly ClusterFixture _cluster = new();
    private int _posted;

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Node_by_node_to_the_next_version_and_nothing_is_lost_or_repeated()
    {
        var nodes = new Dictionary<string, NodeHost>(StringComparer.Ordinal) { ["a"] = await StartAsync("a", Old), ["b"] = await StartAsync("b", Old) };
        await ClusterFixture.WhenSettledAsync(nodes["a"], "a", "b");
        for (var i = 0; i < Streams; i++)
        {
            (await nodes["a"].Streams.CreateAsync(NodeHost.Call, new CreateStream(Copy(i)))).Refusal.ShouldBeNull();
        }

        await PostThroughAllAsync(nodes);
        nodes["c"] = await StartAsync("c", Next);
        await ClusterFixture.WhenSettledAsync(nodes["c"], "a", "b", "c");
        await PostThroughAllAsync(nodes);
        foreach (var name in new[] { "a", "b" })
        {
            // Its shards move while it leaves, and back when its next version comes under the same name.
            await nodes[name].StopAsync();
            nodes.Remove(name);
            await PostThroughAllAsync(nodes);
            nodes[name] = await StartAsync(name, Next);
            await ClusterFixture.WhenSettledAsync(nodes["c"], "a", "b", "c");
            await PostThroughAllAsync(nodes);
        }

        Versions(nodes["a"]).ShouldAllBe(versions => versions == Next);
        foreach (var node in nodes.Values)
        {
            for (var i = 0; i < Streams; i++)
            {
                var expected = string.Concat(Enumerable.Range(0, _posted).Where(n => n % Streams == i).Select(n => $"{{\"n\":{n}}}\n"));
                (await ReadAsync(node, $"s-{i}-out", expected.Count(c => c == '\n'))).ShouldBe(expected, $"stream s-{i}");
            }
        }
    }

    [Fact]
    public async Task A_version_that_has_none_in_common_is_refused_and_the_cluster_goes_on()
    {
        var old = await StartAsync("a", Old);

        var refused = await Should.ThrowAsync<JournalException>(() => StartAsync("b", AfterNext));

        refused.Message.ShouldContain("speaks versions 2 to 3 of the wire protocol, but member a@1");
        refused.Message.ShouldContain("Upgrade one version at a time");
        await StartAsync("c", Next);
        (await Should.ThrowAsync<JournalException>(() => StartAsync("b", AfterNext))).Message.ShouldContain("member a@1", customMessage: "one old node is enough");
        await old.StopAsync();

        var newest = await StartAsync("b", AfterNext);
        await ClusterFixture.WhenSettledAsync(newest, "b", "c");
    }

    private static IEnumerable<ProtocolRange> Versions(NodeHost node) =>
        node.Get<IClusterView>().Current.Membership.Members.Where(static member => member.Status is MemberStatus.Up).Select(static member => member.Protocols);

    private static string Copy(int stream) =>
        $$"""
        name: s-{{stream}}
        source: { http: {} }
        steps:
          - parse: json
        sink: { topic: s-{{stream}}-out }
        """;

    private static async Task<string> ReadAsync(NodeHost node, string topic, int records)
    {
        using var patience = new CancellationTokenSource(Patience);
        var text = new StringBuilder();
        await foreach (var batch in node.Topics.SubscribeAsync(SecurityContext.Development, topic, 0, patience.Token))
        {
            text.Append(Encoding.UTF8.GetString(batch.Lines.Span));
            if ((records -= batch.Count) <= 0)
            {
                break;
            }
        }

        return text.ToString();
    }

    private Task<NodeHost> StartAsync(string name, ProtocolRange protocols) =>
        _cluster.StartAsync(name, flexcore => flexcore.Configure((engine, _) => engine.Protocols = protocols));

    // Every node writes to every stream, so each version asks each other one for entities of its own.
    private async Task PostThroughAllAsync(Dictionary<string, NodeHost> nodes)
    {
        foreach (var node in nodes.Values)
        {
            for (var i = 0; i < Streams; i++)
            {
                await PostAsync(node, _posted++);
            }
        }
    }

    private static async Task PostAsync(NodeHost node, int n)
    {
        var stream = $"s-{n % Streams}";
        var append = new EventTopicAppend(SecurityContext.Development, stream, Encoding.UTF8.GetBytes($"{{\"n\":{n}}}\n"), 1, "c") { IdempotencyKey = $"{stream}-{n}" };

        // What was on its way when a shard moved may be of unknown outcome; its key makes the repeat safe.
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
}
