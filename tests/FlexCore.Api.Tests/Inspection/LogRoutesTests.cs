using System.Text.Json;
using FlexCore.Api.Requests;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Api.Tests.Sse;
using FlexCore.Application.Cluster;
using FlexCore.Application.Inspection;
using FlexCore.Domain;
using FlexCore.Testing.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Api.Tests.Inspection;

/// <summary>The log of any node is followed and changed through any node.</summary>
public sealed class LogRoutesTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Tail = "/api/v1/logs/tail";
    private const string Level = "/api/v1/logs/level";

    private readonly FakeCluster _cluster = new(new ManualClock());
    private readonly FakeLogBook _here = new();
    private readonly FakeLogBook _there = new();
    private ApiHost? _asked;
    private ApiHost? _other;

    private ApiHost Asked => _asked ?? throw new InvalidOperationException("The hosts have not started.");

    public async Task InitializeAsync()
    {
        var others = new FakeCluster(new ManualClock());
        others.Current = others.Current with { Self = new NodeId("node-2", 1) };
        _other = await ApiHost.StartAsync(options => options.NodeId = "node-2", services =>
        {
            others.AddTo(services);
            services.AddSingleton<IRequestIdentity>(new TenantIdentity()).AddSingleton<ILogBook>(_there);
        });
        _asked = await ApiHost.StartAsync(services: services =>
        {
            _cluster.AddTo(services);
            services.AddSingleton<IRequestIdentity>(new TenantIdentity()).AddSingleton<ILogBook>(_here);
        });
        var members = _cluster.Current.Membership.Members.Select(member => member.Id.Name == "node-2" ? member with { HttpUrl = _other.Address.ToString() } : member);
        _cluster.Current = _cluster.Current with { Membership = _cluster.Current.Membership with { Members = [.. members] } };
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await Asked.DisposeAsync();
        if (_other is not null)
        {
            await _other.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("", "node-1")]
    [InlineData("?node=node-1", "node-1")]
    [InlineData("?node=node-2", "node-2")]
    public async Task A_log_is_followed_through_any_node(string query, string node)
    {
        var book = node == "node-1" ? _here : _there;
        book.Say("first");
        using var client = await SseClient.OpenAsync(Asked, Tail + query);

        var first = await client.NextDataAsync();
        book.Say("second");
        var second = await client.NextDataAsync();

        (first.Id, second.Id).ShouldBe(("abc-1", "abc-2"));
        using var json = JsonDocument.Parse(first.Data);
        var line = json.RootElement;
        (line.Text("node"), line.GetProperty("number").GetInt64(), line.Text("level"), line.GetProperty("id").GetInt32(), line.Text("category")).ShouldBe((node, 1L, "error", 7, "FlexCore.Test"));
        (line.Text("message"), line.Text("error"), line.Text("correlationId"), line.GetProperty("at").GetDateTimeOffset()).ShouldBe(("first", "because", "chain-1", FakeCluster.Now));
        line.TryGetProperty("tenant", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("?level=warning&category=FlexCore&last=7", null, LogEventLevel.Warning, "FlexCore", 7, null)]
    [InlineData("", null, LogEventLevel.Trace, null, 20, null)]
    [InlineData("", "abc-41", LogEventLevel.Trace, null, 20, 41L)]
    [InlineData("", "older-41", LogEventLevel.Trace, null, 20, 0L)]
    public async Task What_is_wanted_is_asked_for(string query, string? seen, LogEventLevel level, string? category, int newest, long? after)
    {
        _here.Say("one");
        using var client = seen is null ? await SseClient.OpenAsync(Asked, Tail + query) : await SseClient.OpenAsync(Asked, Tail + query, ("Last-Event-ID", seen));
        await client.NextDataAsync();

        _here.Opened.ShouldBe((new LogQuery { LevelMin = level, Category = category }, newest, after));
    }

    [Fact]
    public async Task A_tenant_sees_what_belongs_to_its_own_requests_only()
    {
        _here.Say("of the node");
        _here.Say("of another", "other");
        _here.Say("its own", "acme");
        using var client = await SseClient.OpenAsync(Asked, Tail, ("X-Test-Tenant", "acme"));

        using var line = JsonDocument.Parse((await client.NextDataAsync()).Data);

        line.RootElement.Text("message").ShouldBe("its own");
        await Asked.SendAsync("PUT", Level + "?category=FlexCore&level=debug", headers: ("X-Test-Tenant", "acme")).ProblemAsync(403, "wrong-tenant");
        await Asked.SendAsync("DELETE", Level + "?category=FlexCore", headers: ("X-Test-Tenant", "acme")).ProblemAsync(403, "wrong-tenant");
        _here.Rules.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("&node=node-2")]
    public async Task What_a_node_logs_is_changed_for_a_time_and_back(string node)
    {
        var book = node.Length == 0 ? _here : _there;
        var set = await Asked.SendAsync("PUT", $"{Level}?category=FlexCore.Cluster&level=debug&seconds=60{node}").JsonAsync();

        (set.Text("node"), set.Text("level")).ShouldBe((node.Length == 0 ? "node-1" : "node-2", "warning"));
        var rule = set.GetProperty("rules")[0];
        (rule.Text("category"), rule.Text("level"), rule.GetProperty("until").GetDateTimeOffset()).ShouldBe(("FlexCore.Cluster", "debug", FakeCluster.Now + TimeSpan.FromMinutes(1)));
        (await Asked.SendAsync("GET", $"{Level}?{node.TrimStart('&')}").JsonAsync()).GetProperty("rules").GetArrayLength().ShouldBe(1);
        (await Asked.SendAsync("DELETE", $"{Level}?category=FlexCore.Cluster{node}").JsonAsync()).GetProperty("rules").GetArrayLength().ShouldBe(0);
        book.Rules.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", Tail + "?level=loud", 400, "bad-query")]
    [InlineData("GET", Tail + "?last=-1", 400, "bad-query")]
    [InlineData("GET", Tail + "?category=a%20b", 400, "bad-query")]
    [InlineData("GET", Tail + "?colour=red", 400, "bad-query")]
    [InlineData("GET", Tail + "?node=node-9", 404, "unknown-node")]
    [InlineData("GET", Level + "?node=node-9", 404, "unknown-node")]
    [InlineData("GET", Level + "?level=debug", 400, "bad-query")]
    [InlineData("PUT", Level + "?level=debug", 400, "bad-query")]
    [InlineData("PUT", Level + "?category=FlexCore", 400, "bad-query")]
    [InlineData("PUT", Level + "?category=FlexCore&level=loud", 400, "bad-query")]
    [InlineData("PUT", Level + "?category=a%2Fb&level=debug", 400, "bad-query")]
    [InlineData("PUT", Level + "?category=FlexCore&level=debug&seconds=0", 400, "bad-query")]
    [InlineData("DELETE", Level + "?category=Nobody", 404, "rule-not-found")]
    [InlineData("DELETE", Level, 400, "bad-query")]
    public async Task What_is_wrong_is_named(string method, string path, int status, string code)
    {
        await Asked.SendAsync(method, path).ProblemAsync(status, code);
        _here.Rules.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_strange_id_and_a_full_book_are_refused()
    {
        (await Asked.SendAsync("GET", Tail, headers: ("Last-Event-ID", "seven")).ProblemAsync(400, "bad-cursor")).Text("field").ShouldBe("Last-Event-ID");
        _here.IsFull = true;
        await Asked.SendAsync("PUT", Level + "?category=FlexCore&level=debug").ProblemAsync(409, "too-many-rules");
    }

    [Fact]
    public async Task A_host_with_a_logging_of_its_own_says_so()
    {
        await using var alone = await ApiHost.StartAsync();

        await alone.SendAsync("GET", Tail).ProblemAsync(409, "log-not-kept");
        await alone.SendAsync("GET", Level).ProblemAsync(409, "log-not-kept");
    }

    private sealed class TenantIdentity : IRequestIdentity
    {
        public IdentityAnswer Identify(HttpContext http) => http.Request.Headers["X-Test-Tenant"].ToString() is { Length: > 0 } tenant
            ? new IdentityAnswer(SecurityContext.Development with { Tenant = new TenantId(tenant) }, null)
            : new IdentityAnswer(SecurityContext.Development, null);
    }
}
