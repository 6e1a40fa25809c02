using System.Net;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Probes;
using FlexCore.Cluster.Transport.Wire;
using FlexCore.Testing.Network;
using FlexCore.Testing.Probes;

namespace FlexCore.Cluster.Tests.Transport.Probes;

public sealed class TransportProbeTests
{
    private static readonly TableVersions Known = new(3, 4);

    [Fact]
    public async Task A_probe_brings_who_answers_and_how_new_its_knowledge_is()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b", incarnation: 7);
        var responder = Serve(b);

        var reply = await ProbeOf(a).ProbeAsync(b.Member, Known);

        reply.ShouldBe(new ProbeReply(new NodeId("b", 7), new TableVersions(11, 12)));
        (await responder.Asked.NextAsync("what the prober knows")).ShouldBe(Known);
    }

    [Fact]
    public async Task A_node_says_that_it_has_lost_the_database()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b", incarnation: 7);
        Serve(b).HasLostDatabase = true;

        (await ProbeOf(a).ProbeAsync(b.Member, Known)).ShouldBe(new ProbeReply(new NodeId("b", 7), new TableVersions(11, 12)) { HasLostDatabase = true });
    }

    [Fact]
    public void The_answer_of_a_node_that_has_the_database_is_that_of_the_versions_before()
    {
        var frame = new WireWriter();
        ProbeWire.Write(frame, new ProbeReply(new NodeId("b", 7), new TableVersions(11, 12)));
        var reader = new WireReader(frame.Body);
        ProbeWire.ReadReply(ref reader).HasLostDatabase.ShouldBeFalse();
        reader.Rest.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Another_life_at_the_address_does_not_answer()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b", incarnation: 7);
        Serve(b);

        (await ProbeOf(a).ProbeAsync(b.At(b.Transport.Port, incarnation: 6), Known)).ShouldBeNull();
    }

    [Fact]
    public async Task A_node_that_does_not_listen_does_not_answer()
    {
        await using var a = new TestNode("a");
        var b = new TestNode("b");
        var member = b.Member;
        await b.DisposeAsync();

        (await ProbeOf(a).ProbeAsync(member, Known)).ShouldBeNull();
        (await ProbeOf(a).ProbeThroughAsync(member, a.Member)).ShouldBeNull();
    }

    [Fact]
    public async Task A_silent_node_does_not_answer_within_the_prober_s_time()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b");
        Serve(b);
        await using var proxy = new FaultProxy(new IPEndPoint(IPAddress.Loopback, b.Transport.Port), seed: 1, TimeProvider.System) { ToClient = new LinkFaults { IsStalled = true } };
        using var limit = new CancellationTokenSource();
        var probing = ProbeOf(a).ProbeAsync(b.At(proxy.Port), Known, limit.Token).AsTask();

        await limit.CancelAsync();

        (await probing).ShouldBeNull();
        (await ProbeOf(a).ProbeAsync(b.At(proxy.Port), Known, limit.Token)).ShouldBeNull("it was cancelled before it began");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_says_whether_it_reaches_another(bool isReached)
    {
        await using var a = new TestNode("a");
        await using var via = new TestNode("via");
        await using var b = new TestNode("b", incarnation: 3);
        var responder = Serve(via);
        responder.Reaches = isReached;

        (await ProbeOf(a).ProbeThroughAsync(via.Member, b.Member)).ShouldBe(isReached);

        var target = await responder.ProbedFor.NextAsync("whom it was asked to probe");
        target.Id.ShouldBe(b.Member.Id);
        target.Address.ShouldBe(b.Member.Address);
    }

    [Fact]
    public async Task A_member_in_between_that_fails_has_not_answered()
    {
        await using var a = new TestNode("a");
        await using var via = new TestNode("via");
        Serve(via).Reaches = null;

        (await ProbeOf(a).ProbeThroughAsync(via.Member, a.Member)).ShouldBeNull();
        (await ProbeOf(a).ProbeAsync(via.Member, Known)).ShouldNotBeNull("the connection stays");
    }

    [Fact]
    public async Task Before_it_has_a_transport_nothing_answers() => (await new TransportProbe().ProbeAsync(
        new Member(new NodeId("b", 1), MemberStatus.Up, new NodeAddress("127.0.0.1", 1)), Known)).ShouldBeNull();

    [Fact]
    public async Task An_entering_node_finds_the_living_node_of_its_name()
    {
        await using var living = new TestNode("a", incarnation: 4);
        Serve(living);
        await using var entering = TransportProbe.CreateEntering("a", TestNode.Cluster, new TransportOptions(), null, TimeProvider.System);
        var probe = new TransportProbe();
        probe.Use(entering);

        (await probe.ProbeAsync(living.Member, Known)).ShouldNotBeNull().From.ShouldBe(living.Transport.Self);
    }

    [Fact]
    public async Task A_malformed_probe_is_refused()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b");
        Serve(b);
        foreach (var body in new byte[][] { [], [9], [2], [1, 255] })
        {
            var frame = a.Transport.Begin(ServiceNumber.Probes);
            frame.Raw(body);
            (await Should.ThrowAsync<TransportException>(async () => await a.Transport.AskAsync(b.Member, frame, TimeSpan.FromSeconds(60), CancellationToken.None)))
                .Message.ShouldContain("Malformed", customMessage: Convert.ToHexString(body));
        }
    }

    private static TransportProbe ProbeOf(TestNode node)
    {
        var probe = new TransportProbe();
        probe.Use(node.Transport);
        return probe;
    }

    private static Responder Serve(TestNode node)
    {
        var responder = new Responder(node.Transport.Self);
        TransportProbe.Serve(node.Transport, responder, TimeProvider.System);
        return responder;
    }

    private sealed class Responder(NodeId self) : IProbeResponder
    {
        public Probe<TableVersions> Asked { get; } = new();

        public Probe<Member> ProbedFor { get; } = new();

        public bool? Reaches { get; set; } = true;

        public bool HasLostDatabase { get; set; }

        public ProbeReply Answer(TableVersions known)
        {
            Asked.Add(known);
            return new ProbeReply(self, new TableVersions(11, 12)) { HasLostDatabase = HasLostDatabase };
        }

        public ValueTask<bool> ProbeForAsync(Member target, CancellationToken cancellationToken = default)
        {
            ProbedFor.Add(target);
            return Reaches is { } reaches ? new ValueTask<bool>(reaches) : ValueTask.FromException<bool>(new InvalidOperationException("The responder failed, as ordered."));
        }
    }
}
