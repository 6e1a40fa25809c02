using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.V1;

public sealed class PipelineRoutesTests : IAsyncLifetime
{
    private const string Root = "/api/v1/pipelines";
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_document_as_YAML_becomes_a_draft()
    {
        using var response = await _host.SendAsync("POST", Root, "name: orders\nsource: x", "application/yaml");
        response.Headers.Location.ShouldNotBeNull().ToString().ShouldBe("/api/v1/pipelines/orders");
        var created = await Task.FromResult(response).JsonAsync(201);
        (created.Text("key"), created.Text("status"), created.Text("document"), created.Text("owner")).ShouldBe(("orders", "draft", "name: orders\nsource: x", "local:developer"));
        (await _host.SendAsync("GET", $"{Root}/orders").JsonAsync()).ToString().ShouldBe(created.ToString());
    }

    [Fact]
    public async Task A_document_within_JSON_keeps_name_and_description()
    {
        var created = await _host.SendAsync("POST", Root, """{"name":"Orders","description":"All of them","document":"name: orders"}""").JsonAsync(201);
        (created.Text("key"), created.Text("name"), created.Text("description"), created.Text("document")).ShouldBe(("orders", "Orders", "All of them", "name: orders"));
    }

    [Theory]
    [InlineData("pipelines", "stopped", "draft or active")]
    [InlineData("streams", "paused", "created or starting")]
    [InlineData("jobs", "done", "completed or failed or cancelled")]
    public async Task A_status_that_no_entry_can_have_is_refused_with_those_there_are(string list, string status, string named)
    {
        var problem = await _host.SendAsync("GET", $"/api/v1/{list}?status={status}").ProblemAsync(400, "bad-query");
        problem.Text("field").ShouldBe("status");
        problem.Text("detail").ShouldContain(named);
    }

    [Theory]
    [InlineData("""{"name":"orders","source":{"http":{}},"steps":[]}""")]
    [InlineData("""{"document":{"name":"orders","source":{"http":{}}}}""")]
    [InlineData("""{"document":{"name":"orders","source":{"http":{}}},"name":"Orders"}""")]
    public async Task A_JSON_document_may_be_the_body_or_a_member(string body) =>
        (await _host.SendAsync("POST", Root, body).JsonAsync(201)).Text("document").ShouldStartWith("""{"name":"orders","source":{"http":{}}""");

    [Theory]
    [InlineData("""{"name":"orders","sinks":[{"topic":"t"}]}""")]
    [InlineData("""{"name":"orders","vars":{"a":1}}""")]
    [InlineData("""{"name":"orders","description":"x","tests":[]}""")]
    public async Task A_JSON_body_with_a_key_of_pipelines_alone_is_the_document(string body) =>
        (await _host.SendAsync("POST", Root, body).JsonAsync(201)).Text("document").ShouldBe(body);

    [Fact]
    public async Task A_body_without_a_document_is_told_the_forms_there_are() =>
        (await _host.SendAsync("POST", Root, """{"name":"orders"}""").ProblemAsync(400, "bad-field")).Text("detail")
            .ShouldBe("""The field 'document' is missing. Send the pipeline as {"document":"name: …"} with the file's text, as the JSON document itself, or the YAML file with 'Content-Type: application/yaml'.""");

    [Fact]
    public async Task What_is_asked_under_a_key_is_passed_on_so_that_another_request_is_noticed()
    {
        (string, string)[] key = [("Idempotency-Key", "k")];
        await _host.SendAsync("POST", Root, "name: a", "application/yaml", key);
        await _host.SendAsync("POST", Root, "name: a", "application/yaml", key);
        await _host.SendAsync("POST", Root, "name: b", "application/yaml", key);
        await _host.SendAsync("POST", $"{Root}/a/activate", headers: key);
        await _host.SendAsync("POST", $"{Root}/a/pause", headers: key);
        await _host.SendAsync("POST", $"{Root}/a/pause");

        var hashes = _host.Parts.Pipelines.Calls.Select(call => call.RequestHash).ToList();
        hashes[0].ShouldNotBeNull().ShouldBe(hashes[1]);
        hashes.Take(5).Distinct().Count().ShouldBe(4);
        hashes[5].ShouldBeNull();
    }

    [Fact]
    public async Task A_pipeline_lives_from_draft_to_archive()
    {
        await CreateAsync("orders");
        foreach (var (verb, status) in new[] { ("activate", "running"), ("pause", "paused"), ("resume", "running"), ("pause", "paused"), ("archive", "archived") })
        {
            (await _host.SendAsync("POST", $"{Root}/orders/{verb}").JsonAsync()).Text("status").ShouldBe(status, verb);
        }

        (await _host.SendAsync("DELETE", $"{Root}/orders").JsonAsync()).Text("key").ShouldBe("orders");
        await _host.SendAsync("GET", $"{Root}/orders").ProblemAsync(404, "pipeline-not-found");
    }

    [Fact]
    public async Task A_wrong_status_is_a_conflict()
    {
        await CreateAsync("orders");
        await _host.SendAsync("POST", $"{Root}/orders/pause").ProblemAsync(409, "pipeline-wrong-status");
        await _host.SendAsync("POST", $"{Root}/orders/activate").JsonAsync();
        await _host.SendAsync("DELETE", $"{Root}/orders").ProblemAsync(409, "pipeline-wrong-status");
    }

    [Fact]
    public async Task A_change_takes_only_what_was_sent()
    {
        await CreateAsync("orders");
        var changed = await _host.SendAsync("PATCH", $"{Root}/orders", """{"description":"New"}""").JsonAsync();
        (changed.Text("description"), changed.Text("document")).ShouldBe(("New", "name: orders"));
        (await _host.SendAsync("PATCH", $"{Root}/orders", "name: orders\n# v2", "application/yaml").JsonAsync()).Text("document").ShouldBe("name: orders\n# v2");
        await _host.SendAsync("PATCH", $"{Root}/orders", "{}").ProblemAsync(400, "bad-field");
    }

    [Fact]
    public async Task A_document_with_mistakes_is_refused_with_all_of_them()
    {
        var problem = await _host.SendAsync("POST", Root, "source: x", "application/yaml").ProblemAsync(400, "invalid-document");
        var mistake = problem.GetProperty("diagnostics")[0];
        (mistake.Text("code"), mistake.GetProperty("line").GetInt32(), mistake.GetProperty("column").GetInt32(), mistake.Text("suggestion")).ShouldBe(("missing-name", 1, 1, "Begin with name."));
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await CreateAsync("orders");
        await _host.SendAsync("POST", Root, "name: orders", "application/yaml").ProblemAsync(409, "pipeline-exists");
    }

    [Theory]
    [InlineData("""{"document":"name: x","tenantId":"other"}""", "unknown-field", "tenantId")]
    [InlineData("""{"document":"name: x","Name":"x"}""", "unknown-field", "Name")]
    [InlineData("""{"document":"name: x","name":7}""", "bad-field", "name")]
    [InlineData("""{"document":"name: x","document":"name: y"}""", "bad-field", "document")]
    [InlineData("""{"document":7}""", "bad-field", "document")]
    [InlineData("""{"name":"x"}""", "bad-field", "document")]
    [InlineData("""{"document":null}""", "bad-field", "document")]
    public async Task A_wrong_field_is_named(string body, string code, string field) =>
        (await _host.SendAsync("POST", Root, body).ProblemAsync(400, code)).Text("field").ShouldBe(field);

    [Theory]
    [InlineData("[]", "bad-field")]
    [InlineData("7", "bad-field")]
    [InlineData("{", "malformed-json")]
    [InlineData("", "malformed-json")]
    [InlineData("{\"document\":\"\\ud800\"}", "not-utf8")]
    public async Task A_body_that_is_no_object_is_refused(string body, string code) => await _host.SendAsync("POST", Root, body).ProblemAsync(400, code);

    [Fact]
    public async Task A_list_is_filtered_and_paged_and_has_no_documents()
    {
        foreach (var key in new[] { "alpha", "beta", "gamma" })
        {
            await CreateAsync(key);
        }

        await _host.SendAsync("POST", $"{Root}/beta/activate").JsonAsync();
        var all = await _host.SendAsync("GET", Root).JsonAsync();
        (all.GetProperty("total").GetInt32(), all.GetProperty("limit").GetInt32()).ShouldBe((3, 100));
        all.GetProperty("items")[0].TryGetProperty("document", out _).ShouldBeFalse();
        Keys(await _host.SendAsync("GET", $"{Root}?limit=1&offset=1").JsonAsync()).ShouldBe(["beta"]);
        Keys(await _host.SendAsync("GET", $"{Root}?status=draft").JsonAsync()).ShouldBe(["alpha", "gamma"]);
        Keys(await _host.SendAsync("GET", $"{Root}?filter=MM").JsonAsync()).ShouldBe(["gamma"]);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("offset=99999999999", "offset")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("staus=draft", "staus")]
    public async Task A_wrong_query_is_refused_and_named(string query, string field) =>
        (await _host.SendAsync("GET", $"{Root}?{query}").ProblemAsync(400, "bad-query")).Text("field").ShouldBe(field);

    [Fact]
    public async Task Versions_steps_and_history_are_shown_with_their_JSON_as_JSON()
    {
        await CreateAsync("orders");
        (await _host.SendAsync("GET", $"{Root}/orders/versions").JsonAsync()).GetProperty("items")[0].GetProperty("version").GetInt32().ShouldBe(1);
        (await _host.SendAsync("GET", $"{Root}/orders/steps").JsonAsync()).GetProperty("items")[0].GetProperty("definition").GetProperty("expression").GetString().ShouldBe("a > 1");
        (await _host.SendAsync("GET", $"{Root}/orders/history").JsonAsync()).GetProperty("items")[0].GetProperty("payload").GetProperty("name").GetString().ShouldBe("x");
        foreach (var part in new[] { "versions", "steps", "history" })
        {
            await _host.SendAsync("GET", $"{Root}/nobody/{part}").ProblemAsync(404, "pipeline-not-found");
        }
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/activate")]
    [InlineData("POST", "/pause")]
    [InlineData("POST", "/resume")]
    [InlineData("POST", "/archive")]
    public async Task An_unknown_pipeline_is_not_found(string method, string rest) => await _host.SendAsync(method, $"{Root}/nobody{rest}").ProblemAsync(404, "pipeline-not-found");

    [Fact]
    public async Task Lint_answers_mistakes_and_keeps_nothing()
    {
        var report = await _host.SendAsync("POST", "/api/v1/lint", "name: x\nsteps:\n  - broken", "application/yaml").JsonAsync();
        report.GetProperty("valid").GetBoolean().ShouldBeFalse();
        report.GetProperty("findings")[0].Text("code").ShouldBe("unknown-operator");
        var good = await _host.SendAsync("POST", "/api/v1/lint", """{"document":"name: x"}""").JsonAsync();
        good.GetProperty("steps")[0].GetProperty("definition").GetProperty("expression").GetString().ShouldBe("a > 1");
        (await _host.SendAsync("GET", Root).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(0);
    }

    private async Task CreateAsync(string key) => await _host.SendAsync("POST", Root, $"name: {key}", "application/yaml").JsonAsync(201);

    private static IEnumerable<string> Keys(System.Text.Json.JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.Text("key"));
}
