using System.Net;
using System.Text;
using FlexCore.Application.Cluster;
using FlexCore.Application.Topics;
using FlexCore.Cluster.Tests.Transport;
using FlexCore.Cluster.Topics;
using FlexCore.Cluster.Transport;
using FlexCore.Domain;
using FlexCore.Testing.Network;

namespace FlexCore.Cluster.Tests.Topics;

public sealed class ClusterTopicBusTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static SecurityContext Ana { get; } = new(new TenantId("ana"), "user:ana");

    private static SecurityContext Bob { get; } = new(new TenantId("bob"), "user:bob");

    [Fact]
    public async Task A_message_goes_only_to_nodes_with_subscribers_of_its_tenant_s_topic()
    {
        await using var a = new TopicNode("a");
        await using var b = new TopicNode("b");
        await using var c = new TopicNode("c");
        await TopicNode.JoinAsync(a, b, c);
        await using var wanted = b.Bus.Subscribe(Ana, "jobs");
        await using var otherTenant = c.Bus.Subscribe(Bob, "jobs");
        await using var otherTopic = c.Bus.Subscribe(Ana, "jobs.done");
        await a.WhenKnowsAsync(b);
        await a.WhenKnowsAsync(c);

        a.Bus.Remote.NodesOf(new TopicName(Ana.Tenant, "jobs")).Select(node => node.Id.Name).ShouldBe(["b"]);
        await a.Bus.PublishAsync(Message(Ana, "jobs", "1"));
        await a.WhenHeardByAsync(c);

        var message = (await TakeAsync(wanted, 1)).Single();
        message.Security.ShouldBe(Ana);
        message.Topic.ShouldBe("jobs");
        Encoding.UTF8.GetString(message.Payload.Span).ShouldBe("1");
        c.Bus.Service.Delivered.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_reaches_subscribers_here_and_on_every_other_node()
    {
        await using var a = new TopicNode("a");
        await using var b = new TopicNode("b");
        await using var c = new TopicNode("c");
        await using var here = a.Bus.Subscribe(Ana, "jobs");
        await using var there = b.Bus.Subscribe(Ana, "jobs");
        await using var alsoThere = b.Bus.Subscribe(Ana, "jobs");
        await using var elsewhere = c.Bus.Subscribe(Ana, "jobs");
        await TopicNode.JoinAsync(a, b, c);

        (await a.Bus.PublishAsync(Message(Ana, "jobs", "1"))).ShouldBe(1, "subscribers of this node count");

        foreach (var subscription in new[] { here, there, alsoThere, elsewhere })
        {
            (await TakeAsync(subscription, 1)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task The_last_subscriber_that_ends_ends_the_interest_of_its_node()
    {
        await using var a = new TopicNode("a");
        await using var b = new TopicNode("b");
        await TopicNode.JoinAsync(a, b);
        var first = b.Bus.Subscribe(Ana, "jobs");
        var second = b.Bus.Subscribe(Ana, "jobs");
        await a.WhenKnowsAsync(b);

        await first.DisposeAsync();
        await first.DisposeAsync();
        await b.WhenHeardByAsync(a);
        a.Bus.Remote.NodesOf(new TopicName(Ana.Tenant, "jobs")).Length.ShouldBe(1);

        await second.DisposeAsync();
        await a.WhenKnowsAsync(b);
        a.Bus.Remote.NodesOf(new TopicName(Ana.Tenant, "jobs")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slow_node_loses_messages_and_nothing_else_grows()
    {
        await using var a = new TopicNode("a", configure: options => options.HintBytesMax = 64 * 1024);
        await using var b = new TopicNode("b");
        await using var proxy = new FaultProxy(new IPEndPoint(IPAddress.Loopback, b.Transport.Port), seed: 1, TimeProvider.System, WireFrames.Cut);
        b.Member = b.Member with { Address = new NodeAddress("127.0.0.1", proxy.Port) };
        await using var subscription = b.Bus.Subscribe(Ana, "jobs", bufferSize: 65_536);
        await TopicNode.JoinAsync(a, b);
        proxy.ToTarget = new LinkFaults { IsStalled = true };
        var payload = new byte[64 * 1024];

        // Far more than the network and the bound can hold.
        for (var i = 0; i < 2_000; i++)
        {
            await a.Bus.PublishAsync(new TopicMessage(Ana, "jobs", payload));
        }

        proxy.ToTarget = LinkFaults.None;
        await a.WhenHeardByAsync(b);
        b.Bus.Service.Delivered.ShouldBeLessThan(2_000);
        await a.Bus.PublishAsync(Message(Ana, "jobs", "after"));
        await a.WhenHeardByAsync(b);
        Encoding.UTF8.GetString((await TakeAsync(subscription, (int)b.Bus.Service.Delivered))[^1].Payload.Span).ShouldBe("after");
    }

    [Fact]
    public async Task News_that_was_lost_is_found_by_the_next_version()
    {
        await using var a = new TopicNode("a");
        await using var b = new TopicNode("b");
        await TopicNode.JoinAsync(a, b);
        await using var first = b.Bus.Subscribe(Ana, "one");
        await a.WhenKnowsAsync(b);

        // B's news do not reach A while B takes A for no member.
        b.View.Set(b.Member);
        await b.WhenForgetsAsync(a);
        await using var second = b.Bus.Subscribe(Ana, "two");
        await first.DisposeAsync();
        b.View.Set(a.Member, b.Member);

        await a.WhenKnowsAsync(b);
        a.Bus.Remote.NodesOf(new TopicName(Ana.Tenant, "two")).Length.ShouldBe(1);
        a.Bus.Remote.NodesOf(new TopicName(Ana.Tenant, "one")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_is_no_member_any_more_gets_nothing()
    {
        await using var a = new TopicNode("a");
        await using var b = new TopicNode("b");
        await using var c = new TopicNode("c");
        await using var subscription = b.Bus.Subscribe(Ana, "jobs");
        await TopicNode.JoinAsync(a, b, c);

        a.View.Set(a.Member, c.Member);
        await a.WhenForgetsAsync(b);

        a.Bus.Remote.NodesOf(new TopicName(Ana.Tenant, "jobs")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Malformed_messages_of_another_node_harm_nothing()
    {
        const int Seed = 23;
        var random = new Random(Seed);
        await using var a = new TopicNode("a");
        await using var b = new TopicNode("b");
        await using var subscription = b.Bus.Subscribe(Ana, "jobs");
        await TopicNode.JoinAsync(a, b);
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(0, 60)];
            random.NextBytes(bytes);
            var frame = a.Transport.Begin(ServiceNumber.Topics);
            frame.Raw(bytes);
            a.Transport.TryTell(b.Member, frame);
        }

        await a.WhenHeardByAsync(b);
        await TopicNode.JoinAsync(a, b);
        await a.Bus.PublishAsync(Message(Ana, "jobs", "fine"));
        Encoding.UTF8.GetString((await TakeAsync(subscription, 1)).Single().Payload.Span).ShouldBe("fine", $"seed {Seed}");
        b.Log.Of(8507).ShouldBeEmpty();
    }

    [Fact]
    public void A_setting_out_of_range_is_refused_with_its_key() =>
        Should.Throw<ClusterOptionsException>(new ClusterTopicOptions { DigestInterval = TimeSpan.Zero }.Validate).Key.ShouldBe("flexcore.cluster.topics.digest-interval");

    private static TopicMessage Message(SecurityContext security, string topic, string text) => new(security, topic, Encoding.UTF8.GetBytes(text));

    private static async Task<IReadOnlyList<TopicMessage>> TakeAsync(ITopicSubscription subscription, int count)
    {
        using var limit = new CancellationTokenSource(Patience);
        var taken = new List<TopicMessage>(count);
        await foreach (var message in subscription.ReadAllAsync(limit.Token))
        {
            taken.Add(message);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}
