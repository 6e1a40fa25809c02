using FlexCore.Application.EventTopics;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Hosting.Tests.Streams;

namespace FlexCore.Hosting.Tests.EventTopics;

/// <summary>The list of topics on a real node and a real store.</summary>
public sealed class TopicListTests : IDisposable
{
    private static readonly SecurityContext Other = new(new TenantId("other"), "user:bob");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_topic_of_the_tenant_is_listed_once_also_after_a_restart()
    {
        await using (var node = await NodeHost.StartAsync(_folder))
        {
            for (var i = 0; i < 300; i++)
            {
                await AppendAsync(node, NodeHost.Call.Security, $"t-{i:d3}");
            }

            await AppendAsync(node, NodeHost.Call.Security, "t-007");
            await AppendAsync(node, Other, "theirs");
            await ShouldListAsync(node);
            await node.StopAsync();
        }

        await using var again = await NodeHost.StartAsync(_folder);
        await ShouldListAsync(again);
    }

    private static async Task ShouldListAsync(NodeHost node)
    {
        var list = node.Get<IEventTopicList>();
        var all = await list.ListAsync(NodeHost.Call.Security, new PageQuery { Limit = 1_000 });
        all.Items.Select(topic => topic.Name).ShouldBe(Enumerable.Range(0, 300).Select(i => $"t-{i:d3}"));
        all.Items[7].End.ShouldBe(await node.Topics.GetEndAsync(NodeHost.Call.Security, "t-007"));
        all.Items[7].End.Records.ShouldBe(2);

        var part = await list.ListAsync(NodeHost.Call.Security, new PageQuery { Text = "T-29", Offset = 8, Limit = 5 });
        (part.Total, part.Offset, part.Limit).ShouldBe((10, 8, 5));
        part.Items.Select(topic => topic.Name).ShouldBe(["t-298", "t-299"]);
        (await list.ListAsync(Other, new PageQuery())).Items.ShouldHaveSingleItem().Name.ShouldBe("theirs");
    }

    private static async Task AppendAsync(NodeHost node, SecurityContext security, string topic) =>
        (await node.Topics.AppendAsync(new EventTopicAppend(security, topic, "{}\n"u8.ToArray(), 1, "c"))).Refusal.ShouldBeNull();
}
