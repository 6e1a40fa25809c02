using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Entities;
using FlexCore.Domain;

namespace FlexCore.Api.Tests.Messages;

/// <summary>Commands and queries over HTTP.</summary>
public sealed class MessageRoutesTests : IAsyncLifetime
{
    private const string Token = "X-FlexCore-Token";

    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Commands_and_queries_are_listed_with_their_fields()
    {
        var commands = await _host.SendAsync("GET", "/api/v1/commands").JsonAsync();
        var add = commands.GetProperty("items").EnumerateArray().Single(item => item.Text("name") == "notes.add");
        (add.Text("module"), add.Text("summary"), add.Text("permission")).ShouldBe(("notes", "Keeps a note.", "notes.add"));
        add.GetProperty("fields").EnumerateArray().Select(field => (field.Text("name"), field.Text("type"), field.GetProperty("required").GetBoolean())).ShouldBe([("stream", "string", true), ("text", "string", true)]);
        var queries = await _host.SendAsync("GET", "/api/v1/queries").JsonAsync();
        queries.GetProperty("items").EnumerateArray().Single(item => item.Text("name") == "notes.list").GetProperty("reads").GetRawText().ShouldBe("[\"note_list\"]");
    }

    [Fact]
    public async Task A_command_is_answered_with_what_it_did_and_the_place_of_it()
    {
        using var response = await _host.SendAsync("POST", "/api/v1/commands/notes.add", """{"stream":"n","text":"hello"}""", headers: ("Idempotency-Key", "k"));
        var token = response.Headers.GetValues(Token).Single();
        var receipt = await Task.FromResult(response).JsonAsync();

        receipt.Text("commandId").ShouldBe("k");
        receipt.GetProperty("result").GetRawText().ShouldBe("""{"text":"hello","version":1}""");
        receipt.GetProperty("effects").GetRawText().ShouldBe("""[{"kind":"event-stream","key":"n","version":1,"replayed":false}]""");
        (receipt.Text("token"), receipt.GetProperty("replayed").GetBoolean()).ShouldBe((token, false));
        var again = await _host.SendAsync("POST", "/api/v1/commands/notes.add", """{ "text": "hello", "stream": "n" }""", headers: ("Idempotency-Key", "k")).JsonAsync();
        (again.Text("token"), again.GetProperty("replayed").GetBoolean()).ShouldBe((token, true));
    }

    [Fact]
    public async Task A_query_with_a_token_sees_the_write_or_says_that_it_does_not_yet()
    {
        var token = (await _host.SendAsync("POST", "/api/v1/commands/notes.add", """{"stream":"n","text":"hello"}""").JsonAsync()).Text("token");
        using var early = await _host.SendAsync("POST", "/api/v1/queries/notes.list?wait=0", "{}", headers: (Token, token));
        early.Headers.RetryAfter.ShouldNotBeNull();
        (await Task.FromResult(early).ProblemAsync(503, "not-yet")).GetProperty("retryAfter").GetInt32().ShouldBe(1);

        _host.Parts.Buses.Position = await _host.Parts.Store.Feed.ReadEndAsync();
        (await _host.SendAsync("POST", "/api/v1/queries/notes.list", headers: (Token, token)).JsonAsync()).GetProperty("result").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("commands/notes.ad", "{}", 404, "unknown-command", "Did you mean 'notes.add'?", null)]
    [InlineData("queries/notes.add", "{}", 404, "unknown-query", "is a command, not a query", null)]
    [InlineData("commands/notes.list", "{}", 404, "unknown-command", "is a query, not a command", null)]
    [InlineData("commands/notes.add", "{\"stream\":\"n\"}", 400, "bad-field", "'text' of 'notes.add' is missing", "text")]
    [InlineData("commands/notes.add", "{\"stream\":\"n\",\"text\":\"\"}", 400, "bad-field", "Write something.", "text")]
    [InlineData("commands/notes.add", "{\"stream\":\"n\",\"txt\":\"x\"}", 400, "unknown-field", "Did you mean 'text'?", "txt")]
    [InlineData("commands/notes.add", "{\"stream\":\"a b\",\"text\":\"x\"}", 400, "bad-name", "a b", null)]
    [InlineData("commands/notes.add", "{", 400, "malformed-json", "no JSON", null)]
    [InlineData("commands/pipelines.create", "{\"document\":\"broken\"}", 400, "invalid-document", "", null)]
    [InlineData("commands/pipelines.activate", "{\"pipeline\":\"nothing\"}", 404, "pipeline-not-found", "", null)]
    [InlineData("queries/notes.list?wait=-1", "{}", 400, "bad-query", "0 to 600", "wait")]
    [InlineData("queries/notes.list?token=1:1", "{}", 400, "bad-query", "token", "token")]
    [InlineData("commands/notes.add?wait=1", "{}", 400, "bad-query", "wait", "wait")]
    public async Task Wrong_requests_are_told_what_is_wrong(string path, string body, int status, string code, string detail, string? field)
    {
        var problem = await _host.SendAsync("POST", $"/api/v1/{path}", body).ProblemAsync(status, code);

        problem.Text("detail").ShouldContain(detail);
        (problem.TryGetProperty("field", out var named) ? named.GetString() : null).ShouldBe(field);
    }

    [Fact]
    public async Task A_token_that_is_none_is_refused() =>
        (await _host.SendAsync("POST", "/api/v1/queries/notes.list", "{}", headers: (Token, "yesterday")).ProblemAsync(400, "bad-field")).Text("field").ShouldBe(Token);

    [Fact]
    public async Task The_same_key_with_another_command_is_refused()
    {
        await _host.SendAsync("POST", "/api/v1/commands/notes.add", """{"stream":"n","text":"hello"}""", headers: ("Idempotency-Key", "k")).JsonAsync();

        await _host.SendAsync("POST", "/api/v1/commands/notes.add", """{"stream":"n","text":"other"}""", headers: ("Idempotency-Key", "k")).ProblemAsync(422, "idempotency-key-reused");
        await _host.SendAsync("POST", "/api/v1/commands/notes.add", """{"stream":"n","text":"x"}""", headers: ("Idempotency-Key", new string('k', 101))).ProblemAsync(400, "bad-field");
    }

    [Fact]
    public async Task A_command_that_fails_half_way_says_what_is_done()
    {
        _host.Parts.Buses.Fault = new InvalidOperationException("secret of the inside");
        var problem = await _host.SendAsync("POST", "/api/v1/commands/notes.add", """{"stream":"n","text":"x"}""", headers: ("Idempotency-Key", "k")).ProblemAsync(500, "command-incomplete");
        problem.Text("detail").ShouldContain("event-stream 'n' at version 1");
        problem.GetRawText().ShouldNotContain("secret");

        _host.Parts.Buses.Fault = new AskTimeoutException(new EntityId(TenantId.Default, "jar", "x"), TimeSpan.FromSeconds(1));
        problem = await _host.SendAsync("POST", "/api/v1/commands/notes.add", """{"stream":"n","text":"y"}""").ProblemAsync(503, "outcome-unknown");
        problem.Text("detail").ShouldContain("event-stream 'n' at version 2");
        _host.Parts.Buses.Fault = null;
        var again = await _host.SendAsync("POST", "/api/v1/commands/notes.add", """{"stream":"n","text":"x"}""", headers: ("Idempotency-Key", "k")).JsonAsync();
        again.GetProperty("effects").GetRawText().ShouldContain("\"replayed\":true");
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused() =>
        await _host.SendAsync("POST", "/api/v1/commands/notes.add", "stream=n", "application/x-www-form-urlencoded").ProblemAsync(415, "unsupported-media-type");
}
