using System.Text.Json;
using FlexCore.Api.Classic;
using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.Classic;

/// <summary>Commands and queries in their classic shapes.</summary>
public sealed class CqrsRoutesTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_command_has_the_classic_shape_and_the_events_it_led_to()
    {
        using var response = await CommandAsync("notes.add", "n", """{"stream":"n","text":"hello"}""", "cmd-1");

        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"command_id":"cmd-1","success":true,"events":[{"event_type":"NoteAdded","aggregate_id":"n","aggregate_type":"Note","data":{"text":"kept"},"version":1}],"aggregate_id":"n","version":1,"processing_ms":0,"message":"Command notes.add processed successfully"}""" + "\n");
        response.Content.Headers.ContentType?.ToString().ShouldBe("application/json");
    }

    [Fact]
    public async Task The_same_command_id_has_no_second_effect_and_another_content_under_it_is_no_success()
    {
        await CommandAsync("notes.add", "n", """{"stream":"n","text":"hello"}""", "cmd-1").JsonAsync();
        var again = await CommandAsync("notes.add", "n", """{"stream":"n","text":"hello"}""", "cmd-1").JsonAsync();
        var other = await CommandAsync("notes.add", "n", """{"stream":"n","text":"other"}""", "cmd-1").JsonAsync();

        (again.GetProperty("success").GetBoolean(), again.GetProperty("events").GetArrayLength()).ShouldBe((true, 1));
        (other.GetProperty("success").GetBoolean(), other.GetProperty("events").GetArrayLength()).ShouldBe((false, 0));
        other.Text("message").ShouldContain("cmd-1");
    }

    [Fact]
    public async Task Without_a_command_id_each_one_is_its_own()
    {
        await CommandAsync("notes.add", "n", """{"stream":"n","text":"a"}""", "").JsonAsync();
        var second = await CommandAsync("notes.add", "n", """{"stream":"n","text":"a"}""", "").JsonAsync();

        second.GetProperty("events").EnumerateArray().Single().GetProperty("version").GetInt64().ShouldBe(2, "only its own event");
    }

    [Theory]
    [InlineData("""{"name":"sales","steps":[]}""", "", "sales")]
    [InlineData("""{"name":"Sales of today","steps":[]}""", "sales-1", "sales-1")]
    [InlineData("""{"document":"name: sales\n","name":"Sales"}""", "sales", "sales")]
    [InlineData("""{"document":{"name":"sales"}}""", "", "sales")]
    public async Task CreatePipeline_makes_a_draft_of_the_payload(string payload, string aggregateId, string key)
    {
        (await CommandAsync("CreatePipeline", aggregateId, payload, "c").JsonAsync()).GetProperty("success").GetBoolean().ShouldBeTrue();
        var found = await QueryAsync("GetPipeline", $$"""{"pipeline_id":"{{key}}"}""").JsonAsync();

        (found.GetProperty("success").GetBoolean(), found.GetProperty("count").GetInt32()).ShouldBe((true, 1));
        (found.GetProperty("data").Text("id"), found.GetProperty("data").Text("status")).ShouldBe((key, "draft"));
    }

    [Fact]
    public async Task StartPipeline_starts_what_can_start_and_says_of_the_rest_why_not()
    {
        await CommandAsync("CreatePipeline", "sales", """{"name":"Sales"}""", "c1").JsonAsync();
        (await CommandAsync("StartPipeline", "sales", "{}", "c2").JsonAsync()).GetProperty("success").GetBoolean().ShouldBeTrue();
        var missing = await CommandAsync("StartPipeline", "nothing", "{}", "c3").JsonAsync();

        (missing.GetProperty("success").GetBoolean(), missing.GetProperty("events").GetRawText(), missing.GetProperty("version").GetInt32()).ShouldBe((false, "[]", 0));
        missing.Text("message").ShouldBe("There is no such pipeline.");
    }

    [Theory]
    [InlineData("LoadPlugin", "plugin-1", "This version runs no plugins, so 'plugin-1' was not loaded.")]
    [InlineData("NotesAdd", "x", "There is no command 'NotesAdd'. Did you mean 'notes.add'?")]
    [InlineData("ShipOrder", "x", "There is no command 'ShipOrder'.")]
    public async Task What_nobody_handles_is_no_success_and_has_an_array_without_events(string type, string aggregateId, string message)
    {
        var answer = await CommandAsync(type, aggregateId, "{}", "c").JsonAsync();

        (answer.GetProperty("success").GetBoolean(), answer.GetProperty("events").ValueKind).ShouldBe((false, JsonValueKind.Array));
        answer.Text("message").ShouldStartWith(message);
    }

    [Fact]
    public async Task Lists_have_the_classic_members_and_the_part_that_was_asked_for()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await CommandAsync("CreatePipeline", name, "{}", name).JsonAsync();
        }

        var all = await QueryAsync("ListPipelines", "{}").JsonAsync();
        var two = await QueryAsync("ListPipelines", """{"limit":2}""").JsonAsync();
        var rest = await QueryAsync("ListPipelines", "{}", """{"page_size":2,"offset":2}""").JsonAsync();
        (all.GetProperty("count").GetInt32(), two.GetProperty("count").GetInt32()).ShouldBe((3, 2));
        rest.GetProperty("data").EnumerateArray().Single().EnumerateObject().Select(member => member.Name).ShouldBe(["id", "name", "description", "status", "version", "owner", "created_at", "updated_at"]);
        all.EnumerateObject().Select(member => member.Name).ShouldBe(["query_id", "success", "data", "count", "processing_ms", "message"]);
        all.Text("message").ShouldBe("Query ListPipelines executed successfully with read model integration");
    }

    [Fact]
    public async Task Queries_of_the_node_are_asked_by_their_own_names()
    {
        var answer = await QueryAsync("notes.list", "{}").JsonAsync();

        (answer.Text("query_id"), answer.GetProperty("count").GetInt32()).ShouldBe(("q", 2));
    }

    [Theory]
    [InlineData("GetPipeline", """{"pipeline_id":"nothing"}""", "There is no such pipeline.")]
    [InlineData("GetPlugin", """{"plugin_name":"p"}""", "This version runs no plugins")]
    [InlineData("GetWorkflowHistory", """{"workflow_id":"w"}""", "This node keeps no read models")]
    [InlineData("GetPerformanceMetrics", """{"aggregate_id":"a"}""", "This node keeps no read models")]
    [InlineData("GetWeather", "{}", "There is no query 'GetWeather'")]
    public async Task What_there_is_no_answer_to_is_no_success_with_null_and_nothing_counted(string type, string parameters, string message)
    {
        var answer = await QueryAsync(type, parameters).JsonAsync();

        (answer.GetProperty("success").GetBoolean(), answer.GetProperty("data").ValueKind, answer.GetProperty("count").GetInt32()).ShouldBe((false, JsonValueKind.Null, 0));
        answer.Text("message").ShouldStartWith(message);
    }

    [Theory]
    [InlineData("/cqrs/queries", """{"query_type":"GetPipeline"}""", "pipeline_id is missing: GetPipeline needs it as a text that is not empty.\n")]
    [InlineData("/cqrs/queries", """{"query_type":"GetPipeline","parameters":{"pipeline_id":7}}""", "pipeline_id is missing: GetPipeline needs it as a text that is not empty.\n")]
    [InlineData("/cqrs/queries", """{"query_type":"GetPlugin","parameters":{"plugin_name":""}}""", "plugin_name is missing: GetPlugin needs it as a text that is not empty.\n")]
    [InlineData("/cqrs/queries", """{"query_type":"GetWorkflowHistory","parameters":{}}""", "workflow_id is missing: GetWorkflowHistory needs it as a text that is not empty.\n")]
    [InlineData("/cqrs/queries", """{"query_id":"q"}""", "Invalid query format: The field 'query_type' is missing.")]
    [InlineData("/cqrs/queries", "nonsense", "Invalid query format: ")]
    [InlineData("/cqrs/commands", "nonsense", "Invalid command format: ")]
    [InlineData("/cqrs/commands", "[]", "Invalid command format: ")]
    [InlineData("/cqrs/commands", """{"command_type":"CreatePipeline"}""", "payload is missing: CreatePipeline needs it as an object with name and steps, or with document.\n")]
    [InlineData("/cqrs/commands", """{"command_type":"StartPipeline"}""", "aggregate_id is missing: StartPipeline needs it as a text that is not empty.\n")]
    [InlineData("/cqrs/commands", """{"command_type":"x","command_id":"a b"}""", "Invalid command format: command_id must be")]
    [InlineData("/cqrs/commands", """{"command_type":"x","payload":[]}""", "Invalid command format: The field 'payload' is an array.")]
    public async Task Malformed_requests_are_400_in_text(string path, string body, string message) =>
        (await _host.SendAsync("POST", path, body).TextAsync(400)).ShouldStartWith(message);

    [Theory]
    [InlineData("pipeline.created", "PipelineCreated")]
    [InlineData("data-stream.run-completed", "DataStreamRunCompleted")]
    [InlineData("pipeline", "Pipeline")]
    public void Stored_names_become_classic_ones(string stored, string classic) => ClassicNames.Of(stored).ShouldBe(classic);

    private Task<HttpResponseMessage> CommandAsync(string type, string aggregateId, string payload, string id) =>
        _host.SendAsync("POST", "/cqrs/commands", $$"""{"command_id":"{{id}}","command_type":"{{type}}","aggregate_id":"{{aggregateId}}","payload":{{payload}}, "metadata":{} }""");

    private Task<HttpResponseMessage> QueryAsync(string type, string parameters, string pagination = "{}") =>
        _host.SendAsync("POST", "/cqrs/queries", $$"""{"query_id":"q","query_type":"{{type}}","parameters":{{parameters}},"pagination":{{pagination}} }""");
}
