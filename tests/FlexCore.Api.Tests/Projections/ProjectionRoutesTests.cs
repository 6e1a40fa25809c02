using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Projections.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Api.Tests.Projections;

public sealed class ProjectionRoutesTests : IAsyncLifetime
{
    private ApiHost? _host;
    private ProjectionEngine? _engine;

    private ApiHost Host => _host ?? throw new InvalidOperationException("The host has not started.");

    public async Task InitializeAsync()
    {
        var store = new FlexCore.Testing.Storage.InMemoryStore(16);
        var (projections, engine) = await ReadModelParts.OverAsync(store);
        _engine = engine;
        _host = await ApiHost.StartAsync(services: services => services.AddSingleton(projections));
        await using var region = await EventStores.StartRegionAsync(store, _host.Parts.Clock);
        var events = EventStores.Over(region, store, _host.Parts.Clock);
        foreach (var (type, data) in new[] { ("PipelineCreated", """{"name":"Orders"}"""), ("PipelineStarted", "{}"), ("PipelineFailed", """{"error":"no disk"}""") })
        {
            await events.AppendAsync(new(Domain.SecurityContext.Development, "p1", null, [new(type, 1, data)], "corr"));
        }
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await (_engine?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Projections_are_listed_with_lag_and_generations()
    {
        await Host.SendAsync("GET", "/api/v1/projections/pipeline_summary/wait?wait=30000").JsonAsync();
        var list = (await Host.SendAsync("GET", "/api/v1/projections").JsonAsync()).GetProperty("projections");
        list.EnumerateArray().Select(view => view.Text("name")).ShouldBe(["generic", "performance_metrics", "pipeline_summary", "plugin_status", "workflow_history"]);
        var summary = list[2];
        (summary.Text("state"), summary.Text("origin"), summary.GetProperty("lag").GetInt64(), summary.GetProperty("applied").GetInt64()).ShouldBe(("running", "built-in", 0L, 3L));
    }

    [Fact]
    public async Task A_document_is_read_with_its_content()
    {
        await Host.SendAsync("GET", "/api/v1/projections/pipeline_summary/wait?wait=30000").JsonAsync();
        var document = await Host.SendAsync("GET", "/api/v1/read-models/pipeline_summary/p1").JsonAsync();
        document.GetProperty("data").Text("status").ShouldBe("failed");
        document.GetProperty("version").GetInt64().ShouldBe(3);
        var page = await Host.SendAsync("GET", "/api/v1/read-models/pipeline_summary?limit=1").JsonAsync();
        page.GetProperty("items")[0].Text("key").ShouldBe("p1");
    }

    [Theory]
    [InlineData("GET", "/api/v1/projections/nobody", 404, "projection-not-found")]
    [InlineData("POST", "/api/v1/projections/nobody/pause", 404, "projection-not-found")]
    [InlineData("GET", "/api/v1/read-models/nobody", 404, "projection-not-found")]
    [InlineData("GET", "/api/v1/read-models/generic/nothing", 404, "read-model-not-found")]
    [InlineData("GET", "/api/v1/read-models/generic?generation=4711", 404, "generation-not-found")]
    [InlineData("GET", "/api/v1/read-models/generic?limit=0", 400, "bad-query")]
    [InlineData("GET", "/api/v1/read-models/generic?token=nonsense", 400, "bad-query")]
    [InlineData("GET", "/api/v1/read-models/generic?wait=x", 400, "bad-query")]
    [InlineData("GET", "/api/v1/read-models/generic?filter=x", 400, "bad-query")]
    [InlineData("POST", "/api/v1/projections/generic/rebuild?until=yesterday", 400, "bad-query")]
    [InlineData("POST", "/api/v1/projections/generic/rebuild?swap=true&until=2026-01-01T00:00:00Z", 409, "cannot-swap")]
    [InlineData("POST", "/api/v1/projections/generic/swap", 409, "cannot-swap")]
    [InlineData("POST", "/api/v1/projections/generic/redrive?group=x", 404, "parked-event-not-found")]
    [InlineData("DELETE", "/api/v1/projections/generic/parked/1:1", 404, "parked-event-not-found")]
    [InlineData("DELETE", "/api/v1/projections/generic/generations/x", 404, "generation-not-found")]
    [InlineData("DELETE", "/api/v1/projections/generic", 409, "projection-is-code")]
    [InlineData("GET", "/api/v1/read-models/generic?token=1:1000", 409, "projection-behind")]
    public async Task What_cannot_be_done_is_answered_with_its_problem(string method, string path, int status, string code) =>
        await Host.SendAsync(method, path).ProblemAsync(status, code);

    [Fact]
    public async Task A_document_with_mistakes_is_refused_with_their_places()
    {
        var problem = await Host.SendAsync("POST", "/api/v1/projections", "name: x", "application/yaml").ProblemAsync(400, "invalid-document");
        problem.GetProperty("diagnostics")[0].GetProperty("line").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_projection_is_paused_resumed_reset_and_rebuilt()
    {
        (await Host.SendAsync("POST", "/api/v1/projections/generic/pause").JsonAsync()).Text("state").ShouldBe("paused");
        (await Host.SendAsync("POST", "/api/v1/projections/generic/resume").JsonAsync()).Text("state").ShouldBe("running");
        var reset = await Host.SendAsync("POST", "/api/v1/projections/generic/reset").JsonAsync();
        reset.GetProperty("generations").GetArrayLength().ShouldBe(1);
        var rebuilt = await Host.SendAsync("POST", "/api/v1/projections/generic/rebuild").JsonAsync();
        rebuilt.GetProperty("generations").GetArrayLength().ShouldBe(2);
        (await Host.SendAsync("GET", "/api/v1/projections/generic/parked").JsonAsync()).GetProperty("parked").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_classic_projector_brings_a_read_model_up_to_date()
    {
        var answer = await Host.SendAsync("POST", "/project", """{"aggregate_id":"p1","aggregate_type":"Pipeline","model_type":"pipeline_summary","from_version":0}""").JsonAsync();
        answer.GetProperty("success").GetBoolean().ShouldBeTrue();
        answer.GetProperty("events_applied").GetInt64().ShouldBe(3);
        var model = answer.GetProperty("read_model");
        (model.Text("aggregate_id"), model.Text("model_type"), model.GetProperty("data").Text("last_error")).ShouldBe(("p1", "pipeline_summary", "no disk"));
        var none = await Host.SendAsync("POST", "/project", """{"aggregate_id":"nobody","model_type":"pipeline_summary"}""").JsonAsync();
        (none.GetProperty("read_model").ValueKind, none.Text("message")).ShouldBe((System.Text.Json.JsonValueKind.Null, "No new events to project"));
        (await Host.SendAsync("GET", "/readmodel?aggregate_id=p1&model_type=pipeline_summary").JsonAsync()).Text("id").ShouldStartWith("p1_pipeline_summary_");
        (await Host.SendAsync("GET", "/list?model_type=pipeline_summary").JsonAsync()).GetProperty("count").GetInt32().ShouldBe(1);
        (await Host.SendAsync("GET", "/list?model_type=nobody").JsonAsync()).GetProperty("read_models").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Theory]
    [InlineData("GET", "/readmodel?aggregate_id=p1", null, 400, "aggregate_id and model_type required\n")]
    [InlineData("GET", "/readmodel?aggregate_id=x&model_type=generic", null, 404, "Read model not found\n")]
    public async Task The_classic_projector_answers_mistakes_as_text(string method, string path, string? body, int status, string text) =>
        (await Host.SendAsync(method, path, body).TextAsync(status)).ShouldBe(text);

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"aggregate_id":"a"}""")]
    [InlineData("""{"aggregate_id":"a","model_type":"generic","from_version":"x"}""")]
    public async Task The_classic_projector_refuses_what_it_cannot_read(string body) =>
        (await Host.SendAsync("POST", "/project", body).TextAsync(400)).ShouldStartWith("Invalid request format");
}
