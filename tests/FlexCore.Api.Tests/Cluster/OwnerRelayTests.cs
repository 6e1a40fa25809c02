using System.Net;
using System.Net.Sockets;
using System.Text;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Api.Tests.Sse;
using FlexCore.Application.Nodes;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Api.Tests.Cluster;

/// <summary>A request about a stream reaches the node that has it, whichever node it was sent to.</summary>
public sealed class OwnerRelayTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Root = "/api/v1/streams";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Owners _owners = new();
    private ApiHost? _asked;
    private ApiHost? _owner;

    private ApiHost Asked => _asked ?? throw new InvalidOperationException("The hosts have not started.");

    private ApiHost Owner => _owner ?? throw new InvalidOperationException("The hosts have not started.");

    public async Task InitializeAsync()
    {
        _owner = await ApiHost.StartAsync(options => options.NodeId = "node-2");
        _owner.Parts.Streams.Add("s");
        _asked = await ApiHost.StartAsync(services: services => services.AddSingleton<IStreamOwners>(_owners));
        _owners.Owner = new StreamOwner(IsHere: false, "node-2", _owner.Address);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await Asked.DisposeAsync();
        await Owner.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_of_another_node_is_shown_stopped_and_started_there()
    {
        (await Asked.SendAsync("GET", $"{Root}/s").JsonAsync()).Text("key").ShouldBe("s");
        (await Asked.SendAsync("POST", $"{Root}/s/stop").JsonAsync()).Text("status").ShouldBe("stopped");
        (await Owner.SendAsync("GET", $"{Root}/s").JsonAsync()).Text("status").ShouldBe("stopped");
        (await Asked.SendAsync("POST", $"{Root}/s/start", """{"fresh":true}""").JsonAsync()).Text("runId").ShouldBe("fresh", "the body came through");
        Asked.Parts.Streams.Questions.ShouldBe(0, "the node that was asked did not answer itself");
        _owners.Asked.ShouldAllBe(id => id.Equals(new EntityId(TenantId.Default, "pipeline", "s")));
    }

    [Fact]
    public async Task The_owners_refusal_is_the_answer()
    {
        await Asked.SendAsync("POST", $"{Root}/s/start").ProblemAsync(409, "stream-is-running");
        await Asked.SendAsync("GET", $"{Root}/nobody").ProblemAsync(404, "stream-not-found");
        await Asked.SendAsync("POST", $"{Root}/s/start", """{"force":true}""").ProblemAsync(400, "unknown-field");
    }

    [Fact]
    public async Task Query_and_chain_of_work_come_through()
    {
        await Asked.SendAsync("GET", $"{Root}/s/operators?x=1").ProblemAsync(400, "bad-query");
        var problem = await Asked.SendAsync("GET", $"{Root}/nobody", headers: ("X-Correlation-Id", "chain-7")).ProblemAsync(404, "stream-not-found");
        problem.Text("correlationId").ShouldBe("chain-7");
    }

    [Fact]
    public async Task A_job_is_asked_for_by_its_own_key()
    {
        await Asked.SendAsync("GET", "/api/v1/jobs/j-1").ProblemAsync(404, "job-not-found");

        _owners.Asked.ShouldBe([new EntityId(TenantId.Default, "pipeline", "job:j-1")]);
    }

    [Fact]
    public async Task A_tap_streams_through_and_ends_with_its_client()
    {
        var run = Owner.Parts.Streams.Run;
        using var open = new OpenStreams(Owner);
        using (var client = await SseClient.OpenAsync(Asked, $"{Root}/s/tap?edge=1:filter&rate=50"))
        {
            run.Pass(new TapRecord("1:filter", 1, 0, Owner.Parts.Clock.GetUtcNow(), """{"a":1}"""));
            (await client.NextDataAsync()).Data.ShouldContain("""{"a":1}""");
            run.Pass(new TapRecord("1:filter", 2, 0, Owner.Parts.Clock.GetUtcNow(), """{"a":2}"""));
            (await client.NextDataAsync()).Data.ShouldContain("""{"a":2}""");
        }

        await open.WhenAsync(0, "the client of the other node has gone");
    }

    [Fact]
    public async Task A_stream_that_is_here_is_answered_here()
    {
        _owners.Owner = StreamOwner.Here;
        Asked.Parts.Streams.Add("s", "stopped");

        (await Asked.SendAsync("GET", $"{Root}/s").JsonAsync()).Text("status").ShouldBe("stopped");
        Owner.Parts.Streams.Questions.ShouldBe(0);
    }

    [Fact]
    public async Task A_request_is_passed_on_once()
    {
        Asked.Parts.Streams.Add("s", "stopped");

        (await Asked.SendAsync("GET", $"{Root}/s", headers: ("X-FlexCore-Relayed-By", "node-3")).JsonAsync()).Text("status").ShouldBe("stopped");
        Owner.Parts.Streams.Questions.ShouldBe(0);
    }

    [Fact]
    public async Task A_list_is_answered_by_every_node()
    {
        (await Asked.SendAsync("GET", Root).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(0);
        _owners.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_a_stream_moves_the_client_is_told_to_come_again()
    {
        _owners.Owner = new StreamOwner(IsHere: false, null, null);
        using (var answer = await Asked.SendAsync("GET", $"{Root}/s"))
        {
            answer.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }

        (await Asked.SendAsync("GET", $"{Root}/s").ProblemAsync(503, "not-owner")).Text("detail").ShouldContain("moves to another node");
        _owners.Owner = new StreamOwner(IsHere: false, "node-2", null);
        (await Asked.SendAsync("GET", $"{Root}/s").ProblemAsync(503, "not-owner")).Text("detail").ShouldContain("node-2");
    }

    [Fact]
    public async Task An_owner_that_cannot_be_reached_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        _owners.Owner = new StreamOwner(IsHere: false, "node-9", new Uri($"http://127.0.0.1:{port}"));

        (await Asked.SendAsync("GET", $"{Root}/s").ProblemAsync(503, "not-owner")).Text("detail").ShouldContain("node-9");
        await Asked.SendAsync("POST", $"{Root}/s/stop").ProblemAsync(503, "outcome-unknown");
    }

    [Fact]
    public async Task An_owner_that_breaks_off_leaves_the_outcome_unknown()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _owners.Owner = new StreamOwner(IsHere: false, "node-9", new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));

        var asking = Asked.SendAsync("POST", $"{Root}/s/stop");
        using (var socket = await listener.AcceptSocketAsync().WaitAsync(Patience))
        {
            (await socket.ReceiveAsync(new byte[1024]).WaitAsync(Patience)).ShouldBeGreaterThan(0);

            // The client may dial again by itself; then nobody is there any more.
            listener.Stop();
        }

        (await asking.ProblemAsync(503, "outcome-unknown")).Text("detail").ShouldContain("Idempotency-Key");
    }

    [Theory]
    [InlineData("%20")]
    [InlineData("a%2Fb")]
    [InlineData("-x")]
    public async Task A_name_that_cannot_exist_is_answered_here(string name)
    {
        using var answer = await Asked.SendAsync("GET", $"{Root}/{name}");

        ((int)answer.StatusCode).ShouldBeInRange(400, 404);
        Owner.Parts.Streams.Questions.ShouldBe(0);
    }

    [Fact]
    public async Task Records_are_taken_by_every_node()
    {
        Asked.Parts.Streams.Add("s");

        await Asked.SendAsync("POST", $"{Root}/s/records", """{"a":1}""").JsonAsync(202);

        Encoding.UTF8.GetString((await Asked.Parts.Topics.ReadAsync(SecurityContext.Development, "s", 0)).ShouldNotBeNull().Lines.Span).ShouldBe("{\"a\":1}\n");
    }

    private sealed class Owners : IStreamOwners
    {
        private readonly Lock _gate = new();
        private readonly List<EntityId> _asked = [];

        public StreamOwner Owner { get; set; }

        public IReadOnlyList<EntityId> Asked
        {
            get
            {
                lock (_gate)
                {
                    return [.. _asked];
                }
            }
        }

        public StreamOwner OwnerOf(EntityId pipeline)
        {
            lock (_gate)
            {
                _asked.Add(pipeline);
            }

            return Owner;
        }
    }
}
