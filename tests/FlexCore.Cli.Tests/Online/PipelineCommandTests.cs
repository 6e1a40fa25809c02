using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online;

public sealed class PipelineCommandTests : IDisposable
{
    private const string Document = "name: orders\nsource: { http: {} }\nsteps: [ { parse: json } ]\nsink: stdout\n";
    private const string Draft = """{"key":"orders","name":"orders","description":"takes orders","status":"draft","version":0,"owner":"dev","document":"name: orders\n","revision":1,"createdAt":"2026-03-01T12:00:00Z","updatedAt":"2026-03-01T12:00:00Z"}""";

    private static readonly string Active = Draft.Replace("draft", "running", StringComparison.Ordinal).Replace("\"version\":0", "\"version\":1", StringComparison.Ordinal);

    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task Create_sends_the_file_and_shows_the_draft()
    {
        _online.Node.On("POST /api/v1/pipelines", Draft, 201);

        await _online.ShouldExitAsync(ExitCode.Success, "pipeline", "create", _online.Cli.Write("p.yaml", Document));

        using var sent = JsonDocument.Parse(_online.Node.Seen.ShouldHaveSingleItem()["POST /api/v1/pipelines ".Length..]);
        sent.RootElement.GetProperty("document").GetString().ShouldBe(Document);
        _online.Cli.Out.ShouldContain("version      none published yet\n");
    }

    [Fact]
    public async Task Create_may_activate_at_once()
    {
        _online.Node.On("POST /api/v1/pipelines", Draft, 201).On("POST /api/v1/pipelines/orders/activate", Active);

        await _online.ShouldExitAsync(ExitCode.Success, "pipeline", "create", _online.Cli.Write("p.yaml", Document), "--activate");

        _online.Cli.Out.ShouldContain("status       running\n");
        _online.Node.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Mistakes_that_the_node_finds_show_the_line_of_the_file()
    {
        _online.Node.Refuses("POST /api/v1/pipelines", 400, "invalid-document", "The document has a mistake", ",\"diagnostics\":[{\"code\":\"unknown-operator\",\"message\":\"There is no source 'http'.\",\"line\":2,\"column\":11,\"suggestion\":\"Did you mean 'file'?\"}]");

        await _online.ShouldExitAsync(ExitCode.InvalidPipeline, "pipeline", "create", _online.Cli.Write("p.yaml", Document));

        _online.Cli.Error.ShouldContain("p.yaml:2:11: unknown-operator: There is no source 'http'.\n  2 | source: { http: {} }\n    |           ^\n  help: Did you mean 'file'?\n");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        await _online.ShouldExitAsync(ExitCode.InvalidPipeline, "pipeline", "create", _online.Cli.PathOf("none.yaml"));

        _online.Cli.Error.ShouldContain("none.yaml");
        _online.Node.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Update_sends_the_file()
    {
        _online.Node.On("PATCH /api/v1/pipelines/orders", Active);

        await _online.ShouldExitAsync(ExitCode.Success, "pipeline", "update", "orders", _online.Cli.Write("p.yaml", Document));

        _online.Node.Seen.ShouldHaveSingleItem().ShouldStartWith("PATCH /api/v1/pipelines/orders {\"document\":");
    }

    [Theory]
    [InlineData("activate", "POST /api/v1/pipelines/orders/activate")]
    [InlineData("pause", "POST /api/v1/pipelines/orders/pause")]
    [InlineData("resume", "POST /api/v1/pipelines/orders/resume")]
    [InlineData("archive", "POST /api/v1/pipelines/orders/archive")]
    [InlineData("delete", "DELETE /api/v1/pipelines/orders")]
    [InlineData("show", "GET /api/v1/pipelines/orders")]
    public async Task A_verb_calls_its_route_and_shows_the_pipeline(string verb, string request)
    {
        _online.Node.On(request, Active);

        await _online.ShouldExitAsync(ExitCode.Success, "pipeline", verb, "orders");

        _online.Node.Seen.ShouldBe([request]);
        _online.Cli.Out.ShouldContain("description  takes orders\n");
    }

    [Fact]
    public async Task Show_can_print_the_document_alone()
    {
        _online.Node.On("GET /api/v1/pipelines/orders", Active);

        await _online.ShouldExitAsync(ExitCode.Success, "pipeline", "show", "orders", "--document");

        _online.Cli.Out.ShouldBe("name: orders\n");
    }

    [Fact]
    public async Task List_shows_a_line_for_each_pipeline()
    {
        _online.Node.On("GET /api/v1/pipelines", $$"""{"items":[{{Active}}],"total":1,"offset":0,"limit":100}""");

        await _online.ShouldExitAsync(ExitCode.Success, "pipeline", "list");

        _online.Cli.Out.ShouldBe("PIPELINE  STATUS   VERSION  UPDATED               DESCRIPTION\norders    running  1        2026-03-01 12:00:00Z  takes orders\n");
    }

    [Fact]
    public async Task History_says_who_did_what()
    {
        _online.Node.On("GET /api/v1/pipelines/orders/history", """{"items":[{"version":1,"type":"pipeline.created","at":"2026-03-01T12:00:00Z","principal":"dev","correlationId":"c","payload":{"name":"orders"}}],"total":1,"offset":0,"limit":100}""");

        await _online.ShouldExitAsync(ExitCode.Success, "pipeline", "history", "orders");

        _online.Cli.Out.ShouldContain("pipeline.created  dev");
    }

    [Fact]
    public async Task A_pipeline_that_is_not_there_is_the_nodes_word()
    {
        _online.Node.Refuses("GET /api/v1/pipelines/none", 404, "pipeline-not-found", "There is no pipeline 'none'.");

        await _online.ShouldExitAsync(ExitCode.NodeRefused, "pipeline", "show", "none");

        _online.Cli.Error.ShouldContain("There is no pipeline 'none'.");
    }

    public void Dispose() => _online.Dispose();
}
