using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Cluster;

namespace FlexCore.Api.Tests.Cluster;

public sealed class SingletonRoutesTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_node_alone_shows_that_it_leads_and_what_it_runs()
    {
        _host.Parts.Singletons.Began("scheduler", new NamedLease("singleton/scheduler", 3, new NodeId("node-1", 3)));
        _host.Parts.Clock.Advance(TimeSpan.FromMinutes(1));
        _host.Parts.Singletons.Fired("scheduler", "nightly firing 7", "no such topic");

        var list = (await _host.SendAsync("GET", "/api/v1/cluster/singletons").JsonAsync()).GetProperty("singletons");

        list.EnumerateArray().Select(entry => entry.Text("name")).ShouldBe(["leader", "scheduler"]);
        var scheduler = list[1];
        (scheduler.Text("owner"), scheduler.Text("report"), scheduler.Text("error")).ShouldBe(("node-1@3", "nightly firing 7", "no such topic"));
        (scheduler.GetProperty("epoch").GetInt64(), scheduler.GetProperty("firings").GetInt64(), scheduler.GetProperty("isHeld").GetBoolean()).ShouldBe((3L, 1L, true));
        scheduler.Text("lastFiring").ShouldBe("2026-01-01T00:01:00+00:00");
    }

    [Fact]
    public async Task A_parameter_that_is_not_there_is_refused() => await _host.SendAsync("GET", "/api/v1/cluster/singletons?name=x").ProblemAsync(400, "bad-query");
}
