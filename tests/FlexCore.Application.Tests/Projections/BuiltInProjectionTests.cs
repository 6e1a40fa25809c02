using FlexCore.Application.Pipelines;
using FlexCore.Application.Projections.BuiltIn;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Projections;

public sealed class BuiltInProjectionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("PipelineCreated", "event-stream", "pipeline_summary")]
    [InlineData("pipeline.started", "pipeline", "pipeline_summary")]
    [InlineData("PluginLoaded", "event-stream", "plugin_status")]
    [InlineData("WorkflowStarted", "event-stream", "workflow_history")]
    [InlineData("RequestProcessed", "event-stream", "performance_metrics")]
    [InlineData("OrderPlaced", "event-stream", "generic")]
    [InlineData("data-stream.run-started", "data-stream", "generic")]
    public void An_event_goes_to_the_projection_that_its_name_says(string type, string kind, string projection)
    {
        Assert.Equal(projection, BuiltInProjections.NameFor(type, kind));
        Assert.Equal([projection], BuiltInProjections.All.Where(known => known.Handles(type, kind)).Select(known => known.Description.Name));
    }

    [Fact]
    public void Records_of_topics_are_for_none_of_them() =>
        Assert.DoesNotContain(BuiltInProjections.All, known => known.Handles("event-topic.records-appended", "event-topic"));

    [Fact]
    public async Task A_pipeline_of_a_user_is_summed_up()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        await bench.AppendAsync("p1", "PipelineCreated", """{"name":"Orders"}""", Noon);
        await bench.AppendAsync("p1", "PipelineStarted", "{}", Noon.AddMinutes(1));
        await bench.AppendAsync("p1", "PipelineFailed", """{"error":"no disk"}""", Noon.AddMinutes(2));
        await bench.AppendAsync("p1", "PipelineStarted", "{}", Noon.AddMinutes(3));
        await bench.AppendAsync("p1", "PipelineCompleted", """{"duration":42.5}""", Noon.AddMinutes(4));
        Assert.Equal(
            """{"created_at":"2026-03-04T12:00:00Z","failed_at":"2026-03-04T12:02:00Z","last_completed":"2026-03-04T12:04:00Z","last_duration":42.5,"last_error":"no disk","last_started":"2026-03-04T12:03:00Z","name":"Orders","status":"completed","steps":[],"total_executions":2}""",
            await ReadAsync(bench, "pipeline_summary", "p1"));
    }

    [Fact]
    public async Task A_pipeline_of_the_system_is_summed_up_from_its_own_events()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var pipeline = new EntityId(TenantId.Default, "pipeline", "orders");
        Domain.Pipelines.PipelineEvent[] events =
        [
            new Domain.Pipelines.PipelineEvent.Created(TenantId.Default, "ana", "Orders", "all of them"),
            new Domain.Pipelines.PipelineEvent.Activated(),
            new Domain.Pipelines.PipelineEvent.Started("run-1", 1, Noon),
            new Domain.Pipelines.PipelineEvent.Failed("run-1", "broken", Noon.AddMinutes(1)),
        ];
        foreach (var happened in events)
        {
            var encoded = PipelineCodecs.Events.Encode(happened);
            await bench.AppendAsync(pipeline, encoded.Type, System.Text.Encoding.UTF8.GetString(encoded.Payload.Span), Noon);
        }

        Assert.Equal(
            """{"created_at":"2026-03-04T12:00:00Z","failed_at":"2026-03-04T12:00:00Z","last_error":"broken","last_started":"2026-03-04T12:00:00Z","name":"Orders","status":"failed","steps":[],"total_executions":1}""",
            await ReadAsync(bench, "pipeline_summary", "orders"));
    }

    [Fact]
    public async Task A_plugin_shows_its_executions_and_how_the_last_one_ended()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        await bench.AppendAsync("csv", "PluginLoaded", """{"plugin_name":"CSV reader"}""", Noon);
        await bench.AppendAsync("csv", "PluginExecuted", """{"success":true}""", Noon);
        await bench.AppendAsync("csv", "PluginExecuted", """{"success":false}""", Noon.AddMinutes(1));
        await bench.AppendAsync("csv", "PluginUnloaded", "{}", Noon.AddMinutes(2));
        Assert.Equal(
            """{"executions":2,"last_execution":"2026-03-04T12:01:00Z","last_status":"failed","loaded_at":"2026-03-04T12:00:00Z","plugin_name":"CSV reader","status":"unloaded","unloaded_at":"2026-03-04T12:02:00Z"}""",
            await ReadAsync(bench, "plugin_status", "csv"));
    }

    [Fact]
    public async Task A_workflow_keeps_its_executions()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        await bench.AppendAsync("w", "WorkflowStarted", """{"execution_id":"e1"}""", Noon);
        await bench.AppendAsync("w", "WorkflowStarted", """{"execution_id":"e2"}""", Noon);
        await bench.AppendAsync("w", "WorkflowCompleted", """{"execution_id":"e1","duration":7}""", Noon.AddMinutes(1));
        await bench.AppendAsync("w", "WorkflowFailed", """{"execution_id":"e2","error":"no"}""", Noon.AddMinutes(2));
        await bench.AppendAsync("w", "WorkflowCompleted", """{"execution_id":"unknown"}""", Noon.AddMinutes(3));
        Assert.Equal(
            """{"failed_executions":1,"successful_executions":2,"total_executions":2,"workflow_executions":[{"completed_at":"2026-03-04T12:01:00Z","duration":7,"execution_id":"e1","started_at":"2026-03-04T12:00:00Z","status":"completed"},{"completed_at":"2026-03-04T12:02:00Z","error":"no","execution_id":"e2","started_at":"2026-03-04T12:00:00Z","status":"failed"}]}""",
            await ReadAsync(bench, "workflow_history", "w"));
    }

    [Fact]
    public async Task Response_times_are_averaged_over_all_requests()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        await bench.AppendAsync("api", "RequestProcessed", """{"response_time":10}""", Noon);
        await bench.AppendAsync("api", "RequestProcessed", """{"response_time":20.5}""", Noon.AddSeconds(2));
        await bench.AppendAsync("api", "RequestFailed", "{}", Noon.AddSeconds(3));
        await bench.AppendAsync("api", "RequestProcessed", """{"response_time":30}""", Noon.AddSeconds(4));
        Assert.Equal(
            """{"avg_response_time":20.166667,"first_request_at":"2026-03-04T12:00:00Z","throughput":0.75,"total_errors":1,"total_requests":3,"total_response_time":60.5}""",
            await ReadAsync(bench, "performance_metrics", "api"));
    }

    [Fact]
    public async Task Any_other_stream_shows_its_last_event_and_how_many_it_has_had()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        await bench.AppendAsync("o", "OrderPlaced", """{"b":1,"a":[{"z":1,"y":null}]}""", Noon);
        await bench.AppendAsync("o", "OrderPaid", "{}", Noon);
        await bench.AppendAsync("o", "OrderPlaced", """{"b":1,"a":[{"z":1,"y":null}]}""", Noon.AddTicks(1));
        Assert.Equal(
            """{"event_counts":{"OrderPaid":1,"OrderPlaced":2},"last_event_data":{"a":[{"y":null,"z":1}],"b":1},"last_event_type":"OrderPlaced","last_updated":"2026-03-04T12:00:00.0000001Z"}""",
            await ReadAsync(bench, "generic", "o"));
    }

    private static async Task<string?> ReadAsync(ProjectionWorkbench bench, string projection, string key)
    {
        var engine = await bench.RunAsync([.. BuiltInProjections.All]);
        await bench.CatchUpAsync(engine, projection);
        return await bench.DocumentAsync(projection, key);
    }
}
