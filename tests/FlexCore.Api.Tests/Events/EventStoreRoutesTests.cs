using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.Events;

public sealed class EventStoreRoutesTests : IAsyncLifetime
{
    private const string Root = "/api/v1/events/streams";

    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task An_append_is_read_back_as_it_came()
    {
        const string Body = """
            {"expectedVersion":"none","causationId":"cmd-1","events":[
              {"type":"OrderPlaced","data":{"total": 1.50,
                "note":"a\nb"},"metadata":{"ip":"::1"},"tags":["vip"],"schemaVersion":2,"aggregateType":"Order"},
              {"type":"OrderPaid","data":{}}]}
            """;
        var receipt = await _host.SendAsync("POST", $"{Root}/o-1", Body).JsonAsync(201);
        receipt.ToString().ShouldBe("""{"stream":"o-1","firstVersion":1,"lastVersion":2,"replayed":false}""");

        var read = await _host.SendAsync("GET", $"{Root}/o-1").JsonAsync();

        var first = read.GetProperty("events")[0];
        (first.Text("key"), first.Text("kind"), first.GetProperty("version").GetInt64(), first.Text("type")).ShouldBe(("o-1", "event-stream", 1, "OrderPlaced"));
        first.GetProperty("data").GetRawText().ShouldBe("""{"total": 1.50,    "note":"a\nb"}""", "line breaks between tokens go, everything else stays");
        (first.GetProperty("tags")[0].GetString(), first.GetProperty("schemaVersion").GetInt32(), first.Text("aggregateType"), first.Text("causationId")).ShouldBe(("vip", 2, "Order", "cmd-1"));
        read.TryGetProperty("next", out _).ShouldBeFalse();
        var newest = await _host.SendAsync("GET", $"{Root}/o-1?direction=backwards&limit=1").JsonAsync();
        (newest.GetProperty("events")[0].Text("type"), newest.GetProperty("next").GetInt64()).ShouldBe(("OrderPaid", 1));
        (await _host.SendAsync("GET", Root).JsonAsync()).GetProperty("items")[0].GetString().ShouldBe("o-1");
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict_that_names_the_actual_one()
    {
        await AppendAsync("s", """{"events":[{"type":"a","data":{}}]}""");
        var problem = await _host.SendAsync("POST", $"{Root}/s", """{"expectedVersion":"none","events":[{"type":"b","data":{}}]}""").ProblemAsync(409, "wrong-expected-version");
        problem.Text("detail").ShouldContain("version 1");
        await AppendAsync("s", """{"expectedVersion":1,"events":[{"type":"b","data":{}}]}""");
    }

    [Fact]
    public async Task The_same_idempotency_key_appends_once()
    {
        const string Body = """{"events":[{"type":"a","data":{}}]}""";
        await _host.SendAsync("POST", $"{Root}/k", Body, "application/json", ("Idempotency-Key", "key-1")).JsonAsync(201);
        (await _host.SendAsync("POST", $"{Root}/k", Body, "application/json", ("Idempotency-Key", "key-1")).JsonAsync(201)).GetProperty("replayed").GetBoolean().ShouldBeTrue();
        await _host.SendAsync("POST", $"{Root}/k", Body.Replace("\"a\"", "\"b\""), "application/json", ("Idempotency-Key", "key-1")).ProblemAsync(422, "idempotency-key-reused");
        (await _host.SendAsync("GET", $"{Root}/k").JsonAsync()).GetProperty("events").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task The_form_of_events_is_chosen()
    {
        await AppendAsync("f", "{\"events\":[{\"type\":\"a\",\"data\":{},\"schemaVersion\":2}]}");
        (await _host.SendAsync("GET", $"{Root}/f?form=stored").JsonAsync()).GetProperty("events")[0].GetProperty("schemaVersion").GetInt32().ShouldBe(2);
        (await _host.SendAsync("GET", $"{Root}/f?form=raw").ProblemAsync(400, "bad-query")).Text("detail").ShouldContain("form");
    }

    [Theory]
    [InlineData("""{"events":[]}""", "bad-field", "events")]
    [InlineData("""{"events":{}}""", "bad-field", "events")]
    [InlineData("""{}""", "bad-field", "events")]
    [InlineData("""{"events":[{"type":"a","data":{}}],"expectedVersion":-1}""", "bad-field", "expectedVersion")]
    [InlineData("""{"events":[{"type":"a","data":{}}],"expectedVersion":1.5}""", "bad-field", "expectedVersion")]
    [InlineData("""{"events":[{"type":"a","data":{}}],"expectedVersion":"newest"}""", "bad-field", "expectedVersion")]
    [InlineData("""{"events":[{"type":"a","data":{}}],"expectedversion":1}""", "unknown-field", "expectedversion")]
    [InlineData("""{"events":[{"type":"a"}]}""", "bad-field", "data")]
    [InlineData("""{"events":[{"type":"a","data":[]}]}""", "bad-field", "data")]
    [InlineData("""{"events":[{"data":{}}]}""", "bad-field", "type")]
    [InlineData("""{"events":[{"type":"a","data":{},"tags":"x"}]}""", "bad-field", "tags")]
    [InlineData("""{"events":[{"type":"a","data":{},"tags":[1]}]}""", "bad-field", "tags")]
    [InlineData("""{"events":[{"type":"a","data":{},"metadata":7}]}""", "bad-field", "metadata")]
    [InlineData("""{"events":[{"type":"a","data":{},"surprise":7}]}""", "unknown-field", "surprise")]
    [InlineData("""{"events":[{"type":"a","type":"b","data":{}}]}""", "bad-field", "type")]
    public async Task A_wrong_member_is_named(string body, string code, string field) =>
        (await _host.SendAsync("POST", $"{Root}/x", body).ProblemAsync(400, code)).Text("field").ShouldBe(field);

    [Fact]
    public async Task The_number_of_the_wrong_event_is_said()
    {
        var problem = await _host.SendAsync("POST", $"{Root}/x", """{"events":[{"type":"a","data":{}},{"type":"a"}]}""").ProblemAsync(400, "bad-field");
        problem.Text("detail").ShouldStartWith("Event 2 of the append: ");
        (await _host.SendAsync("POST", $"{Root}/x", """{"events":[{"type":"a","data":{}},{"type":"no blanks","data":{}}]}""").ProblemAsync(400, "bad-event")).Text("detail").ShouldContain("of event 2");
        (await _host.SendAsync("GET", $"{Root}/x").JsonAsync()).GetProperty("events").GetArrayLength().ShouldBe(0, "nothing of a refused append is there");
    }

    [Theory]
    [InlineData("/a%2Fb", "bad-name")]
    [InlineData("/-x", "bad-name")]
    public async Task A_bad_name_is_refused(string name, string code) =>
        await _host.SendAsync("POST", Root + name, """{"events":[{"type":"a","data":{}}]}""").ProblemAsync(400, code);

    [Theory]
    [InlineData("from=0", "from")]
    [InlineData("limit=501", "limit")]
    [InlineData("direction=up", "direction")]
    [InlineData("version=3", "version")]
    public async Task A_wrong_parameter_is_named(string query, string field) =>
        (await _host.SendAsync("GET", $"{Root}/x?{query}").ProblemAsync(400, "bad-query")).Text("field").ShouldBe(field);

    [Fact]
    public async Task What_is_not_JSON_is_refused()
    {
        await _host.SendAsync("POST", $"{Root}/x", "{", "application/json").ProblemAsync(400, "malformed-json");
        await _host.SendAsync("POST", $"{Root}/x", "{}", "text/plain").ProblemAsync(415, "unsupported-media-type");
    }

    private async Task AppendAsync(string stream, string body) => await _host.SendAsync("POST", $"{Root}/{stream}", body).JsonAsync(201);
}
