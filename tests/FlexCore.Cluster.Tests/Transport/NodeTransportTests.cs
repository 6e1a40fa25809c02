using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport;

namespace FlexCore.Cluster.Tests.Transport;

public sealed class NodeTransportTests
{
    [Fact]
    public async Task Two_nodes_ask_each_other_at_once()
    {
        await using var a = new TestNode("a", configure: options => options.SilenceMax = TimeSpan.FromMinutes(2));
        await using var b = new TestNode("b", configure: options => options.SilenceMax = TimeSpan.FromMinutes(2));

        var asks = Enumerable.Range(0, 1_000).Select(async i =>
        {
            var body = BitConverter.GetBytes(i);
            (await a.AskAsync(b.Member, 1, body[0], body[1])).ShouldBe([1, body[0], body[1]]);
            (await b.AskAsync(a.Member, 2, body[0], body[1])).ShouldBe([2, body[0], body[1]]);
        });

        await Task.WhenAll(asks);
    }

    [Fact]
    public async Task Frames_arrive_in_the_order_in_which_they_were_sent()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b");

        var answers = new List<Task<byte[]>>();
        for (byte i = 0; i < 150; i++)
        {
            answers.Add(a.AskAsync(b.Member, i));
            a.Tell(b.Member, i).ShouldBe(SendResult.Accepted);
        }

        await Task.WhenAll(answers);
        (await b.Service.Asked.NextAsync(150, "requests")).Select(body => body[0]).ShouldBe(Enumerable.Range(0, 150).Select(i => (byte)i));
        var told = await b.Service.Told.NextAsync(150, "messages");
        told.Select(message => message.Body[0]).ShouldBe(Enumerable.Range(0, 150).Select(i => (byte)i));
        told.ShouldAllBe(message => message.From == a.Transport.Self);
    }

    [Fact]
    public async Task Answers_may_come_in_another_order()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b");
        var first = a.AskAsync(b.Member, ScriptedService.Hold, 1);
        var second = a.AskAsync(b.Member, ScriptedService.Hold, 2);
        var calls = await b.Service.Held.NextAsync(2, "both are held");

        Answer(calls[1], 22);
        (await second).ShouldBe([22]);
        Answer(calls[0], 11);
        (await first).ShouldBe([11]);
    }

    [Fact]
    public async Task A_frame_of_ten_megabytes_goes_through()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b");
        var body = new byte[10 * 1024 * 1024];
        new Random(5).NextBytes(body);
        body[0] = 0;

        (await a.AskAsync(b.Member, body)).ShouldBe(body);
    }

    [Fact]
    public async Task A_frame_over_the_bound_is_not_sent()
    {
        await using var a = new TestNode("a", configure: options => options.FrameBytesMax = 64 * 1024);
        await using var b = new TestNode("b");

        (await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, new byte[65 * 1024]))).Message.ShouldContain("Overloaded");
        (await a.AskAsync(b.Member, 1)).ShouldBe([1], "the connection is as good as before");
    }

    [Fact]
    public async Task One_request_too_many_is_refused_and_the_next_one_after_an_answer_is_not()
    {
        await using var a = new TestNode("a", configure: options => options.RequestsInFlightMax = 3);
        await using var b = new TestNode("b");
        var held = Enumerable.Range(0, 3).Select(_ => a.AskAsync(b.Member, ScriptedService.Hold)).ToArray();
        var calls = await b.Service.Held.NextAsync(3, "three are held");

        (await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, 1))).Message.ShouldContain("Overloaded");

        Answer(calls[0], 1);
        await held[0];
        (await a.AskAsync(b.Member, 1)).ShouldBe([1]);
        Answer(calls[1], 1);
        Answer(calls[2], 1);
        await Task.WhenAll(held);
    }

    [Fact]
    public async Task A_node_serves_no_more_requests_at_once_than_its_bound()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b", configure: options => options.RequestsInFlightMax = 2);
        var held = new[] { a.AskAsync(b.Member, ScriptedService.Hold), a.AskAsync(b.Member, ScriptedService.Hold) };
        var calls = await b.Service.Held.NextAsync(2, "two are held");

        (await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, 1))).Message.ShouldContain("serves its maximum of 2");

        Answer(calls[0], 1);
        Answer(calls[1], 1);
        await Task.WhenAll(held);
        (await a.AskAsync(b.Member, 1)).ShouldBe([1]);
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_is_refused_alone()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b");

        (await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, ScriptedService.Malformed))).Message.ShouldContain("as ordered");
        (await a.AskAsync(b.Member, 1)).ShouldBe([1]);
        b.Log.Of(8502).ShouldBeEmpty("the connection stays");
    }

    [Fact]
    public async Task A_service_that_nobody_registered_is_named()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b");
        var frame = a.Transport.Begin(ServiceNumber.Probes);

        var error = await Should.ThrowAsync<TransportException>(
            async () => await a.Transport.AskAsync(b.Member, frame, TimeSpan.FromSeconds(60), CancellationToken.None));

        error.Message.ShouldContain("no service 3");
    }

    [Fact]
    public async Task A_fault_of_a_service_ends_its_connection_and_the_next_request_makes_another()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b");

        (await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, ScriptedService.Explode))).Message.ShouldContain("may have arrived");

        (await a.AskAsync(b.Member, 1)).ShouldBe([1]);
        b.Log.Of(8507).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_answer_that_does_not_fit_is_refused_and_the_connection_stays()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b", configure: options => options.FrameBytesMax = 1024 * 1024);

        (await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, ScriptedService.Large, 2))).Message.ShouldContain("AnswerTooLarge");
        (await a.AskAsync(b.Member, ScriptedService.Large, 1)).Length.ShouldBe(1024 * 1024);
    }

    [Fact]
    public async Task A_node_that_does_not_listen_is_unreachable_and_the_request_certainly_not_sent()
    {
        await using var a = new TestNode("a");
        var nobody = new Member(new NodeId("b", 1), MemberStatus.Up, new NodeAddress("127.0.0.1", FreePort()));

        var error = await Should.ThrowAsync<TransportException>(() => a.AskAsync(nobody, 1));

        error.Message.ShouldContain("has not arrived");
        error.Message.ShouldContain("b@1");
        a.Log.Of(8503).ShouldHaveSingleItem().ShouldContain("b@1");
    }

    [Fact]
    public async Task A_node_that_comes_back_is_reached_again()
    {
        await using var a = new TestNode("a", configure: options => options.ReconnectBackoffMin = options.ReconnectBackoffMax = TimeSpan.Zero);
        var b = new TestNode("b");
        var port = b.Transport.Port;
        (await a.AskAsync(b.Member, 1)).ShouldBe([1]);
        await b.DisposeAsync();
        await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.At(port), 1));

        await using var next = new TestNode("b", incarnation: 2, configure: options => options.Port = port);

        (await a.AskAsync(next.Member, 2)).ShouldBe([2]);
    }

    [Fact]
    public async Task A_stop_answers_what_was_accepted()
    {
        await using var a = new TestNode("a");
        var b = new TestNode("b");
        var held = a.AskAsync(b.Member, ScriptedService.Hold);
        var call = await b.Service.Held.NextAsync("one is held");

        var stopping = b.DisposeAsync().AsTask();
        var late = await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, 1));
        stopping.IsCompleted.ShouldBeFalse();
        Answer(call, 7);

        (await held).ShouldBe([7]);
        await stopping;
        late.Message.ShouldContain("stopping");
    }

    [Fact]
    public async Task A_node_that_is_no_member_any_more_is_let_go_in_both_directions()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b");
        await a.AskAsync(b.Member, 1);
        await b.AskAsync(a.Member, 1);
        var there = a.AskAsync(b.Member, ScriptedService.Hold);
        var back = b.AskAsync(a.Member, ScriptedService.Hold);
        await b.Service.Held.NextAsync("one is held by b");
        await a.Service.Held.NextAsync("one is held by a");

        await a.Transport.RetainAsync([a.Transport.Self]);

        (await Should.ThrowAsync<TransportException>(() => there)).Message.ShouldContain("no member");
        await Should.ThrowAsync<TransportException>(() => back);
    }

    [Fact]
    public async Task Two_nodes_on_one_port_is_an_error_that_names_the_port()
    {
        await using var a = new TestNode("a");

        var error = Should.Throw<TransportException>(() => new TestNode("b", configure: options => options.Port = a.Transport.Port));

        error.Message.ShouldContain($"{a.Transport.Port}");
        error.Message.ShouldContain("flexcore.cluster.transport.port");
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }

    private static void Answer(Cluster.Transport.Connections.InboundCall call, byte answer)
    {
        var frame = call.Begin();
        frame.Byte(answer);
        call.Reply(frame);
    }
}
