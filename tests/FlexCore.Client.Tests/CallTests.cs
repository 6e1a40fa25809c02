using System.Net;
using FlexCore.Client.Models;
using FlexCore.Client.Settings;

namespace FlexCore.Client.Tests;

/// <summary>Each call asks for the route that it is about.</summary>
public sealed class CallTests
{
    private const string Pipeline = """{"key":"p","name":"P","description":"","status":"draft","version":0,"owner":"dev","revision":1,"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}""";
    private const string Stream = """{"key":"s","name":"S","status":"stopped","version":1}""";
    private const string Job = """{"id":"j","pipeline":"p","status":"running","submittedAt":"2026-01-01T00:00:00Z"}""";
    private const string History = """{"items":[{"version":1,"type":"pipeline.created","at":"2026-01-01T00:00:00Z","principal":"dev","correlationId":"c","payload":{"x":1}}],"total":1,"offset":0,"limit":100}""";

    public static TheoryData<string, string, string, string> Calls => new()
    {
        { "pipelines.create", Pipeline, "POST /api/v1/pipelines", "{\"document\":\"d\",\"name\":\"n\"}" },
        { "pipelines.list", Page(Pipeline), "GET /api/v1/pipelines?limit=5&offset=10&status=draft&filter=a%20b", "" },
        { "pipelines.get", Pipeline, "GET /api/v1/pipelines/p", "" },
        { "pipelines.update", Pipeline, "PATCH /api/v1/pipelines/p", "{\"document\":\"d\"}" },
        { "pipelines.activate", Pipeline, "POST /api/v1/pipelines/p/activate", "" },
        { "pipelines.pause", Pipeline, "POST /api/v1/pipelines/p/pause", "" },
        { "pipelines.resume", Pipeline, "POST /api/v1/pipelines/p/resume", "" },
        { "pipelines.archive", Pipeline, "POST /api/v1/pipelines/p/archive", "" },
        { "pipelines.delete", Pipeline, "DELETE /api/v1/pipelines/p", "" },
        { "pipelines.versions", Page("""{"version":1,"publishedAt":"2026-01-01T00:00:00Z","publishedBy":"dev","document":"d","stepCount":3}"""), "GET /api/v1/pipelines/p/versions", "" },
        { "pipelines.history", History, "GET /api/v1/pipelines/p/history", "" },
        { "streams.create", Stream, "POST /api/v1/streams", "{\"document\":\"d\",\"start\":true}" },
        { "streams.list", Page(Stream), "GET /api/v1/streams", "" },
        { "streams.start", Stream, "POST /api/v1/streams/s/start", "{\"fresh\":false}" },
        { "streams.startFresh", Stream, "POST /api/v1/streams/s/start", "{\"fresh\":true}" },
        { "streams.stop", Stream, "POST /api/v1/streams/s/stop", "" },
        { "streams.restart", Stream, "POST /api/v1/streams/s/restart", "{\"fresh\":false}" },
        { "streams.restartFresh", Stream, "POST /api/v1/streams/s/restart", "{\"fresh\":true}" },
        { "streams.history", History, "GET /api/v1/streams/s/history", "" },
        { "streams.append", """{"accepted":1,"position":2,"lastRecord":3}""", "POST /api/v1/streams/s/records", "{}" },
        { "streams.operators", """{"at":"2026-01-01T00:00:00Z","operators":[],"lag":{}}""", "GET /api/v1/streams/s/operators", "" },
        { "jobs.submit", Job, "POST /api/v1/jobs", "{\"document\":\"d\",\"input\":\"i\",\"variables\":{\"a\":\"1\"}}" },
        { "jobs.list", Page(Job), "GET /api/v1/jobs", "" },
        { "jobs.get", Job, "GET /api/v1/jobs/j", "" },
        { "jobs.cancel", Job, "POST /api/v1/jobs/j/cancel", "" },
        { "topics.list", Page("""{"topic":"t","records":1,"bytes":2,"position":3}"""), "GET /api/v1/topics?limit=5&filter=a", "" },
        { "topics.get", """{"topic":"t","records":1,"bytes":2,"position":3}""", "GET /api/v1/topics/t", "" },
        { "node.get", """{"id":"n","version":"1","state":"ready","dataFolder":"/d","startedAt":"2026-01-01T00:00:00Z","uptimeSeconds":1,"streamsAtWork":2,"eventStreams":3}""", "GET /api/v1/node", "" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_asks_for_its_route_and_reads_the_answer(string call, string answer, string route, string body)
    {
        using var harness = new ClientHarness();
        harness.Node.Answers(HttpStatusCode.OK, answer);

        (await CallAsync(harness.Client, call)).ShouldNotBeNull();

        var seen = harness.Node.Seen.ShouldHaveSingleItem();
        $"{seen.Method} {seen.Path}".ShouldBe(route);
        seen.Body.ShouldBe(body);
        (seen.IdempotencyKey is null).ShouldBe(seen.Method == "GET", "whatever changes something can be repeated safely");
    }

    [Fact]
    public async Task A_name_must_not_be_empty()
    {
        using var harness = new ClientHarness();

        await Should.ThrowAsync<ArgumentException>(() => harness.Client.Streams.GetAsync(string.Empty));
        await Should.ThrowAsync<ArgumentException>(() => harness.Client.Pipelines.GetAsync(string.Empty));
        await Should.ThrowAsync<ArgumentException>(() => harness.Client.Jobs.GetAsync(string.Empty));
        await Should.ThrowAsync<ArgumentException>(() => harness.Client.Topics.GetAsync(string.Empty));
    }

    [Theory]
    [InlineData("starting", false)]
    [InlineData("running", false)]
    [InlineData("completed", true)]
    [InlineData("failed", true)]
    [InlineData("cancelled", true)]
    public void A_job_knows_whether_it_has_ended(string status, bool ended) =>
        new JobInfo("j", "p", status, DateTimeOffset.UnixEpoch, null, null, null, null).HasEnded.ShouldBe(ended);

    [Theory]
    [InlineData("ftp://x", 4, 1)]
    [InlineData("http://x", 0, 1)]
    [InlineData("http://x", 101, 1)]
    [InlineData("http://x", 4, 0)]
    [InlineData("http://x", 4, 6000)]
    public void Options_out_of_range_are_refused(string url, int attempts, int delay) => Should.Throw<ArgumentException>(() => new FlexCoreClient(
        new FlexCoreClientOptions { ContactPoints = [new Uri(url)], Attempts = attempts, RetryDelay = TimeSpan.FromMilliseconds(delay) }));

    private static string Page(string item) => $$"""{"items":[{{item}}],"total":1,"offset":0,"limit":100}""";

    private static async Task<object> CallAsync(FlexCoreClient client, string call) => call switch
    {
        "pipelines.create" => await client.Pipelines.CreateAsync(new NewPipeline("d") { Name = "n" }),
        "pipelines.list" => await client.Pipelines.ListAsync(new ListQuery { Limit = 5, Offset = 10, Status = "draft", Filter = "a b" }),
        "pipelines.get" => await client.Pipelines.GetAsync("p"),
        "pipelines.update" => await client.Pipelines.UpdateAsync("p", new NewPipeline("d")),
        "pipelines.activate" => await client.Pipelines.ActivateAsync("p"),
        "pipelines.pause" => await client.Pipelines.PauseAsync("p"),
        "pipelines.resume" => await client.Pipelines.ResumeAsync("p"),
        "pipelines.archive" => await client.Pipelines.ArchiveAsync("p"),
        "pipelines.delete" => await client.Pipelines.DeleteAsync("p"),
        "pipelines.versions" => await client.Pipelines.VersionsAsync("p"),
        "pipelines.history" => await client.Pipelines.HistoryAsync("p"),
        "streams.create" => await client.Streams.CreateAsync("d"),
        "streams.list" => await client.Streams.ListAsync(),
        "streams.start" => await client.Streams.StartAsync("s"),
        "streams.startFresh" => await client.Streams.StartFreshAsync("s"),
        "streams.stop" => await client.Streams.StopAsync("s"),
        "streams.restart" => await client.Streams.RestartAsync("s"),
        "streams.restartFresh" => await client.Streams.RestartFreshAsync("s"),
        "streams.history" => await client.Streams.HistoryAsync("s"),
        "streams.append" => await client.Streams.AppendAsync("s", "{}"u8.ToArray()),
        "streams.operators" => await client.Streams.OperatorsAsync("s"),
        "jobs.submit" => await client.Jobs.SubmitAsync(new NewJob("d") { Input = "i", Variables = new Dictionary<string, string> { ["a"] = "1" } }),
        "jobs.list" => await client.Jobs.ListAsync(),
        "jobs.get" => await client.Jobs.GetAsync("j"),
        "jobs.cancel" => await client.Jobs.CancelAsync("j"),
        "topics.list" => await client.Topics.ListAsync(new ListQuery { Limit = 5, Filter = "a" }),
        "topics.get" => await client.Topics.GetAsync("t"),
        "node.get" => await client.Node.GetAsync(),
        _ => throw new ArgumentException($"There is no call {call}."),
    };
}
