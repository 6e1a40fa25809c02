using System.Text;
using FlexCore.Application.DataStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;

namespace FlexCore.Hosting.Tests.Streams;

/// <summary>Records that come over HTTP into a stream that reads other sources too.</summary>
public sealed class UnionIngestTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http: {}", "mixed")]
    [InlineData("topic: other", "other")]
    public async Task A_topic_inside_a_union_is_the_one_that_takes_records(string source, string topic)
    {
        await File.WriteAllTextAsync(_folder.File("in.ndjson"), "{\"n\":1}\n{\"n\":2}\n");
        await using var node = await NodeHost.StartAsync(_folder);
        var stream = (await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(Document($"{{ file: in.ndjson }}, {{ {source} }}")))).Required;
        stream.SourceTopic.ShouldBe(topic);

        (await AppendAsync(node, topic, "{\"n\":3}\n")).ShouldBeNull();

        (await ReadAsync(node, 3)).ShouldBe("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
    }

    [Theory]
    [InlineData("{ http: {} }, { topic: other }", "mixed")]
    [InlineData("{ topic: one }, { topic: other }", null)]
    public async Task With_several_topics_only_the_streams_own_takes_records(string sources, string? topic)
    {
        await using var node = await NodeHost.StartAsync(_folder);
        (await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(Document(sources)))).Required.SourceTopic.ShouldBe(topic);
    }

    [Fact]
    public async Task What_a_union_has_not_read_bounds_the_appends()
    {
        await using var node = await NodeHost.StartAsync(_folder, flexcore => flexcore.Configure((settings, _) => settings.EventTopics.BacklogBytesMax = 64));
        var slow = Document("{ http: {} }, { topic: other }").Replace("parse: json", "parse: json\n  - throttle: { rate: 1 }", StringComparison.Ordinal);
        (await node.Streams.CreateAsync(NodeHost.Call, new CreateStream(slow))).Refusal.ShouldBeNull();
        (await AppendAsync(node, "mixed", "{\"n\":0}\n")).ShouldBeNull();
        await ReadAsync(node, 1);

        Refusal? refusal = null;
        for (var i = 0; i < 500 && refusal is null; i++)
        {
            refusal = await AppendAsync(node, "mixed", "{\"n\":1}\n");
        }

        refusal.ShouldNotBeNull("the throttled stream falls behind").Code.ShouldBe("backlog-full");
    }

    private static string Document(string sources) => $$"""
        name: mixed
        source: { union: [ {{sources}} ] }
        steps:
          - parse: json
        sinks:
          - topic: results
        checkpoint: { every: 50ms }

        """;

    private static async Task<Refusal?> AppendAsync(NodeHost node, string topic, string line) =>
        (await node.Topics.AppendAsync(new EventTopicAppend(SecurityContext.Development, topic, Encoding.UTF8.GetBytes(line), 1, "c"))).Refusal;

    private static async Task<string> ReadAsync(NodeHost node, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var text = new StringBuilder();
        await foreach (var batch in node.Topics.SubscribeAsync(SecurityContext.Development, "results", 0, patience.Token))
        {
            text.Append(Encoding.UTF8.GetString(batch.Lines.Span));
            if (batch.FirstRecord + batch.Count - 1 >= count)
            {
                break;
            }
        }

        return text.ToString();
    }
}
