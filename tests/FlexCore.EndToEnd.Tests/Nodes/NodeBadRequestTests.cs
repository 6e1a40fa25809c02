using System.Net;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>Requests that a node cannot take: each has its status, its code and a remedy, nothing of it is kept, and other streams work on.</summary>
public sealed class NodeBadRequestTests(ServedNode served) : IClassFixture<ServedNode>
{
    private const string Records = "/api/v1/streams/good/records";

    /// <summary>What is wrong, where it is sent, the body, its type, the status, the code, and what the answer must say.</summary>
    public static TheoryData<string, string, string, string, HttpStatusCode, string, string> Mistakes => new()
    {
        { "a cut off object", Records, """{"n":1""", NodeClient.Json, HttpStatusCode.BadRequest, "malformed-json", "JSON" },
        { "a broken third line", Records, "{\"n\":1}\n{\"n\":2}\n{\"n\":\n{\"n\":4}\n", NodeClient.Ndjson, HttpStatusCode.BadRequest, "malformed-json", "line 3" },
        { "text behind the value", Records, """{"n":1} x""", NodeClient.Json, HttpStatusCode.BadRequest, "malformed-json", "JSON" },
        { "deep nesting", Records, new string('[', 5_000) + new string(']', 5_000), NodeClient.Json, HttpStatusCode.BadRequest, "malformed-json", "64" },
        { "no record", Records, "\n\n", NodeClient.Ndjson, HttpStatusCode.BadRequest, "no-records", "at least one" },
        { "plain text", Records, "n=1", "text/plain", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type", NodeClient.Ndjson },
        { "a form", Records, "n=1", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type", NodeClient.Json },
        { "a large record", Records, $"{{\"n\":\"{new string('x', 5_000)}\"}}", NodeClient.Json, HttpStatusCode.RequestEntityTooLarge, "record-too-large", "flexcore.api.record-bytes-max" },
        { "many records", Records, string.Concat(Enumerable.Repeat("{}\n", 1_001)), NodeClient.Ndjson, HttpStatusCode.RequestEntityTooLarge, "too-many-records", "several requests" },
        { "an unknown stream", "/api/v1/streams/nobody/records", """{"n":1}""", NodeClient.Json, HttpStatusCode.NotFound, "stream-not-found", "nobody" },
        { "an unknown route", "/api/v1/stream/good", "{}", NodeClient.Json, HttpStatusCode.NotFound, "route-not-found", "/api/v1" },
        { "a document without a source", "/api/v1/streams", "name: x\nsink: { topic: y }\n", NodeClient.Yaml, HttpStatusCode.BadRequest, "invalid-document", "source" },
        { "a misspelt operator", "/api/v1/streams", "name: x\nsource: { http: {} }\nsteps: [ fliter: n > 1 ]\nsink: { topic: y }\n", NodeClient.Yaml, HttpStatusCode.BadRequest, "invalid-document", "fliter" },
        { "a name that is taken", "/api/v1/streams", "name: good\nsource: { http: {} }\nsink: { topic: y }\n", NodeClient.Yaml, HttpStatusCode.Conflict, "pipeline-exists", "good" },
        { "an unknown member", "/api/v1/streams/good/start", """{"fersh":true}""", NodeClient.Json, HttpStatusCode.BadRequest, "unknown-field", "fersh" },
        { "the start of a running stream", "/api/v1/streams/good/start", "{}", NodeClient.Json, HttpStatusCode.Conflict, "stream-is-running", "good" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_answered_and_nothing_of_it_is_kept(string what, string route, string body, string type, HttpStatusCode status, string code, string remedy)
    {
        await served.ShouldServeAsync($"before {what}");
        using var answer = await served.Http.PostAsync(route, NodeClient.Body(body, type));
        (await answer.ShouldBeProblemAsync(status, code)).ShouldContain(remedy, Case.Insensitive, what);
        await served.ShouldServeAsync(what);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        using var answer = await served.Http.PostAsync(Records, NodeClient.Body([.. "{\"n\":\""u8, 0xff, 0xfe, .. "\"}"u8], NodeClient.Json));
        (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "not-utf8")).ShouldContain("UTF-8");
        await served.ShouldServeAsync("bytes that are not UTF-8");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_bound_is_refused_whether_it_names_its_length_or_not(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Records) { Content = NodeClient.Body(new string(' ', 4 * ServedNode.BodyBytesMax) + "{}", NodeClient.Json) };
        request.Headers.TransferEncodingChunked = chunked;

        // The server may answer and close while the client still sends; asking first avoids that race.
        request.Headers.ExpectContinue = true;
        using var answer = await served.Http.SendAsync(request);
        await answer.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        await served.ShouldServeAsync("a large body");
    }

    [Fact]
    public async Task Compressed_bodies_that_are_not_what_they_say_or_blow_up_are_refused()
    {
        var plain = NodeClient.Body("{}", NodeClient.Json);
        plain.Headers.ContentEncoding.Add("gzip");
        using (var answer = await served.Http.PostRecordsAsync("good", plain))
        {
            (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-gzip")).ShouldContain("gzip");
        }

        using (var answer = await served.Http.PostRecordsAsync("good", NodeClient.Gzip(new string(' ', 2_000_000), NodeClient.Json)))
        {
            await answer.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "inflated-too-large");
        }

        var brotli = NodeClient.Body("{}", NodeClient.Json);
        brotli.Headers.ContentEncoding.Add("br");
        using (var answer = await served.Http.PostRecordsAsync("good", brotli))
        {
            (await answer.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-encoding")).ShouldContain("gzip");
        }

        await served.ShouldServeAsync("wrong compression");
    }

    [Fact]
    public async Task An_idempotency_key_over_its_bound_is_named()
    {
        using var answer = await served.Http.PostRecordsAsync("good", NodeClient.Body("{}", NodeClient.Json), new string('k', 129));
        (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-field")).ShouldContain("Idempotency-Key");
        await served.ShouldServeAsync("a long key");
    }

    [Fact]
    public async Task Stopping_a_stopped_stream_is_refused_and_starting_it_again_is_not()
    {
        await served.Http.CreateStreamAsync("name: stops\nsource: { http: {} }\nsink: { topic: stops-out }\n");
        using (var stop = await served.Http.PostAsync("/api/v1/streams/stops/stop", null))
        {
            stop.StatusCode.ShouldBe(HttpStatusCode.OK, await stop.Content.ReadAsStringAsync());
        }

        using (var again = await served.Http.PostAsync("/api/v1/streams/stops/stop", null))
        {
            (await again.ShouldBeProblemAsync(HttpStatusCode.Conflict, "stream-not-running")).ShouldContain("stops");
        }

        // Records for a stopped stream wait in its topic.
        await served.Http.TakeRecordsAsync("stops", NodeClient.Body("""{"n":1}""", NodeClient.Json));
        await served.ShouldServeAsync("stopping twice");
        using var start = await served.Http.PostAsync("/api/v1/streams/stops/start", null);
        start.StatusCode.ShouldBe(HttpStatusCode.OK, await start.Content.ReadAsStringAsync());
        (await served.Http.TailAsync("stops-out", 1)).ShouldHaveSingleItem().ShouldContain("1");
    }

    [Theory]
    [InlineData("stream", "stop", "nobody", "List the streams")]
    [InlineData("stream", "start", "good", "Stop or restart it")]
    [InlineData("pipeline", "activate", "good", "published already")]
    public async Task A_refusal_reaches_the_command_line_with_its_exit_code(string noun, string verb, string name, string remedy)
    {
        const int NodeRefused = 17;
        (await Processes.FlexcoreProcess.RunAsync(Path.GetTempPath(), noun, verb, name, "--node", served.Node.Url))
            .ShouldExitWith(NodeRefused).ShouldExplain("node-refused", name, remedy);
        await served.ShouldServeAsync($"{noun} {verb}");
    }
}
