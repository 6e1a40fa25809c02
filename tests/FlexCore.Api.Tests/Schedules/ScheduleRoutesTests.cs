using System.Text.Json;
using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.Schedules;

public sealed class ScheduleRoutesTests : IAsyncLifetime
{
    private const string Root = "/api/v1/schedules";
    private const string Ticks = """{"id":"ticks","every":"1h30m","target":{"kind":"event","name":"ticks","input":{"a":[1]}}}""";
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_schedule_is_created_and_shown()
    {
        var answer = await _host.SendAsync("POST", Root, """
            {"id":"nightly","name":"Nightly","description":"backs up","cron":"30 2 * * *","timeZone":"Europe/Berlin","jitter":"0s","overlap":"queue","misfire":"fire-all","misfireAfter":"5m",
             "catchUpMax":7,"end":"2027-01-01T00:00:00+01:00","target":{"kind":"event","name":"backups"}}
            """);
        answer.Headers.Location?.ToString().ShouldBe($"{Root}/nightly");
        var created = await Task.FromResult(answer).JsonAsync(201);
        created.Text("status").ShouldBe("active");
        created.GetProperty("nextFirings")[0].GetString().ShouldBe("2026-01-01T01:30:00+00:00");
        var shown = await _host.SendAsync("GET", $"{Root}/nightly").JsonAsync();
        (shown.Text("cron"), shown.Text("timeZone"), shown.Text("overlap"), shown.Text("misfire"), shown.Text("misfireAfter")).ShouldBe(("30 2 * * *", "Europe/Berlin", "queue", "fire-all", "5m"));
        (shown.Text("targetKind"), shown.Text("targetName"), shown.Text("input")).ShouldBe(("event", "backups", "{}"));
        shown.Text("end").ShouldBe("2026-12-31T23:00:00+00:00");
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_schedule()
    {
        const string Body = """{"every":"5m","target":{"kind":"event","name":"ticks"}}""";
        var first = await _host.SendAsync("POST", Root, Body, headers: ("Idempotency-Key", "k1")).JsonAsync(201);
        var again = await _host.SendAsync("POST", Root, Body, headers: ("Idempotency-Key", "k1")).JsonAsync(201);

        again.Text("id").ShouldBe(first.Text("id"));
        (await _host.SendAsync("GET", Root).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(1);
        await _host.SendAsync("POST", Root, Ticks, headers: ("Idempotency-Key", "k2")).JsonAsync(201);
        await _host.SendAsync("POST", Root, Ticks).ProblemAsync(409, "schedule-exists");
    }

    [Fact]
    public async Task Schedules_are_listed_from_behind_a_key()
    {
        foreach (var id in new[] { "c", "a", "b" })
        {
            await _host.SendAsync("POST", Root, Ticks.Replace("ticks", id, StringComparison.Ordinal)).JsonAsync(201);
        }

        var first = await _host.SendAsync("GET", $"{Root}?limit=2").JsonAsync();
        (first.GetProperty("total").GetInt32(), first.Text("next")).ShouldBe((3, "b"));
        var second = await _host.SendAsync("GET", $"{Root}?limit=2&after=b").JsonAsync();
        second.GetProperty("items").EnumerateArray().Select(item => item.Text("id")).ShouldBe(["c"]);
        (second.TryGetProperty("total", out _), second.TryGetProperty("next", out _)).ShouldBe((false, false));
        (await _host.SendAsync("GET", $"{Root}?after=a%00b").ProblemAsync(400, "bad-query")).Text("field").ShouldBe("after");
        (await _host.SendAsync("GET", "/schedules").JsonAsync()).GetProperty("count").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_schedule_is_paused_resumed_triggered_back_filled_and_deleted()
    {
        await _host.SendAsync("POST", Root, Ticks).JsonAsync(201);
        (await _host.SendAsync("POST", $"{Root}/ticks/pause").JsonAsync()).Text("status").ShouldBe("paused");
        await _host.SendAsync("POST", $"{Root}/ticks/pause").ProblemAsync(409, "already-paused");
        (await _host.SendAsync("POST", $"{Root}/ticks/resume").JsonAsync()).Text("status").ShouldBe("active");
        await _host.SendAsync("POST", $"{Root}/ticks/resume").ProblemAsync(409, "not-paused");
        (await _host.SendAsync("POST", $"{Root}/ticks/trigger").JsonAsync(202)).GetProperty("fired").GetInt32().ShouldBe(1);
        _host.Parts.Clock.Advance(TimeSpan.FromHours(5));
        (await _host.SendAsync("POST", $"{Root}/ticks/backfill", """{"from":"2026-01-01T00:00:00Z","to":"2026-01-01T05:00:00Z"}""").JsonAsync(202)).GetProperty("waiting").GetInt32().ShouldBe(3);
        var history = await _host.SendAsync("GET", $"{Root}/ticks/history").JsonAsync();
        history.GetProperty("firings").EnumerateArray().Select(firing => $"{firing.Text("origin")} {firing.Text("status")}")
            .ShouldBe(["backfill waiting", "backfill waiting", "backfill waiting", "manual running"]);
        (await _host.SendAsync("DELETE", $"{Root}/ticks").JsonAsync()).Text("id").ShouldBe("ticks");
        await _host.SendAsync("GET", $"{Root}/ticks").ProblemAsync(404, "schedule-not-found");
        (await _host.SendAsync("GET", Root).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_change_leaves_what_is_not_sent()
    {
        await _host.SendAsync("POST", Root, Ticks).JsonAsync(201);

        var changed = await _host.SendAsync("PATCH", $"{Root}/ticks", """{"cron":"@daily","overlap":"parallel"}""").JsonAsync();

        (changed.Text("cron"), changed.Text("overlap"), changed.Text("input")).ShouldBe(("@daily", "parallel", """{"a":[1]}"""));
        changed.TryGetProperty("every", out _).ShouldBeFalse();
        await _host.SendAsync("PATCH", $"{Root}/ticks", """{"timeZone":"Mars/Olympus"}""").ProblemAsync(400, "bad-time-zone");
        await _host.SendAsync("PATCH", $"{Root}/ticks", """{"target":{"kind":"flow","name":"f"}}""").ProblemAsync(400, "target-not-built");
        await _host.SendAsync("PATCH", $"{Root}/nobody", "{}").ProblemAsync(404, "schedule-not-found");
    }

    [Fact]
    public async Task A_replacement_takes_the_defaults_for_what_is_not_sent()
    {
        await _host.SendAsync("POST", Root, """{"id":"n","cron":"@daily","timeZone":"Europe/Berlin","end":"2027-01-01T00:00:00Z","overlap":"queue","target":{"kind":"event","name":"t"}}""").JsonAsync(201);

        var replaced = await _host.SendAsync("PUT", $"{Root}/n", """{"every":"5m","target":{"kind":"stream","name":"days","input":{"type":"DayClosed"}}}""").JsonAsync();

        (replaced.Text("name"), replaced.Text("every"), replaced.Text("timeZone"), replaced.Text("overlap")).ShouldBe(("n", "5m", "UTC", "skip"));
        (replaced.Text("targetKind"), replaced.Text("targetName")).ShouldBe(("stream", "days"));
        replaced.TryGetProperty("end", out _).ShouldBeFalse();
        await _host.SendAsync("PUT", $"{Root}/n", """{"every":"5m"}""").ProblemAsync(400, "bad-field");
        await _host.SendAsync("PUT", $"{Root}/n", """{"id":"m","every":"5m","target":{"kind":"event","name":"t"}}""").ProblemAsync(400, "unknown-field");
        await _host.SendAsync("PUT", $"{Root}/nobody", """{"every":"5m","target":{"kind":"event","name":"t"}}""").ProblemAsync(404, "schedule-not-found");
    }

    [Fact]
    public async Task An_end_is_taken_back()
    {
        await _host.SendAsync("POST", Root, """{"id":"n","cron":"@daily","end":"2027-01-01T00:00:00Z","target":{"kind":"event","name":"t"}}""").JsonAsync(201);

        (await _host.SendAsync("PATCH", $"{Root}/n", """{"overlap":"queue"}""").JsonAsync()).Text("end").ShouldBe("2027-01-01T00:00:00+00:00");
        (await _host.SendAsync("PATCH", $"{Root}/n", """{"end":"never"}""").JsonAsync()).TryGetProperty("end", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_next_firings_are_listed_with_the_time_on_the_wall()
    {
        await _host.SendAsync("POST", Root, """{"id":"n","cron":"30 2 * * *","timeZone":"Europe/Berlin","start":"2026-03-28T00:00:00Z","target":{"kind":"event","name":"t"}}""").JsonAsync(201);

        var next = await _host.SendAsync("GET", $"{Root}/n/next?count=3").JsonAsync();

        next.GetProperty("firings").EnumerateArray().Select(firing => firing.Text("local"))
            .ShouldBe(["2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"]);
        await _host.SendAsync("GET", $"{Root}/n/next?count=0").ProblemAsync(400, "bad-query");
        await _host.SendAsync("GET", $"{Root}/n/next?counts=1").ProblemAsync(400, "bad-query");
    }

    [Theory]
    [InlineData("""{"cron":"0 2 * *","target":{"kind":"event","name":"t"}}""", "bad-cron")]
    [InlineData("""{"cron":"0 0 30 2 *","target":{"kind":"event","name":"t"}}""", "cron-never-fires")]
    [InlineData("""{"cron":"@daily","timeZone":"Mars/Olympus","target":{"kind":"event","name":"t"}}""", "bad-time-zone")]
    [InlineData("""{"cron":"@daily","every":"5m","target":{"kind":"event","name":"t"}}""", "bad-timing")]
    [InlineData("""{"target":{"kind":"event","name":"t"}}""", "bad-timing")]
    [InlineData("""{"every":"5 minutes","target":{"kind":"event","name":"t"}}""", "bad-field")]
    [InlineData("""{"every":"10ms","target":{"kind":"event","name":"t"}}""", "bad-timing")]
    [InlineData("""{"every":5,"target":{"kind":"event","name":"t"}}""", "bad-field")]
    [InlineData("""{"at":"tomorrow","target":{"kind":"event","name":"t"}}""", "bad-field")]
    [InlineData("""{"at":"2026-05-01T12:00:00","target":{"kind":"event","name":"t"}}""", "bad-field")]
    [InlineData("""{"at":"2020-05-01T12:00:00Z","target":{"kind":"event","name":"t"}}""", "never-due")]
    [InlineData("""{"every":"5m","overlap":"maybe","target":{"kind":"event","name":"t"}}""", "bad-field")]
    [InlineData("""{"every":"5m","catchUpMax":0,"target":{"kind":"event","name":"t"}}""", "bad-policy")]
    [InlineData("""{"every":"5m"}""", "bad-field")]
    [InlineData("""{"every":"5m","target":{"kind":"event"}}""", "bad-field")]
    [InlineData("""{"every":"5m","target":{"kind":"mail","name":"t"}}""", "bad-target")]
    [InlineData("""{"every":"5m","target":{"kind":"flow","name":"t"}}""", "target-not-built")]
    [InlineData("""{"every":"5m","target":{"kind":"script","name":"t"}}""", "target-not-built")]
    [InlineData("""{"every":"5m","target":{"kind":"stream","name":"t"}}""", "bad-input")]
    [InlineData("""{"every":"5m","target":{"kind":"event","name":"no topic"}}""", "bad-text")]
    [InlineData("""{"every":"5m","target":{"kind":"pipeline","name":"p","input":{"x":1}}}""", "bad-input")]
    [InlineData("""{"every":"5m","timezone":"UTC","target":{"kind":"event","name":"t"}}""", "unknown-field")]
    [InlineData("""{"id":"a b","every":"5m","target":{"kind":"event","name":"t"}}""", "bad-text")]
    [InlineData("""{"every":"5m","start":"2027-01-01T00:00:00Z","end":"2026-06-01T00:00:00Z","target":{"kind":"event","name":"t"}}""", "bad-timing")]
    [InlineData("[]", "bad-field")]
    [InlineData("{", "malformed-json")]
    public async Task What_is_no_schedule_is_refused(string body, string code)
    {
        await _host.SendAsync("POST", Root, body).ProblemAsync(400, code);
        (await _host.SendAsync("GET", Root).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"}""", 400, "bad-span")]
    [InlineData("""{"from":"2025-01-01T00:00:00Z","to":"2030-01-01T00:00:00Z"}""", 400, "bad-span")]
    [InlineData("""{"from":"2025-01-01T00:00:00Z","to":"2025-01-01T00:10:00Z"}""", 409, "nothing-in-span")]
    [InlineData("""{"from":"yesterday","to":"2025-01-01T00:10:00Z"}""", 400, "bad-field")]
    [InlineData("""{"to":"2025-01-01T00:10:00Z"}""", 400, "bad-field")]
    public async Task A_wrong_span_is_refused(string body, int status, string code)
    {
        await _host.SendAsync("POST", Root, Ticks).JsonAsync(201);
        await _host.SendAsync("POST", $"{Root}/ticks/backfill", body).ProblemAsync(status, code);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/pause")]
    [InlineData("POST", "/resume")]
    [InlineData("POST", "/trigger")]
    [InlineData("GET", "/next")]
    [InlineData("GET", "/history")]
    public async Task An_unknown_schedule_is_not_found(string method, string rest) => await _host.SendAsync(method, $"{Root}/nobody{rest}").ProblemAsync(404, "schedule-not-found");

    [Fact]
    public async Task Schedules_are_listed_by_status_and_text()
    {
        await _host.SendAsync("POST", Root, Ticks).JsonAsync(201);
        await _host.SendAsync("POST", Root, """{"id":"a","name":"Backups","every":"5m","target":{"kind":"event","name":"t"}}""").JsonAsync(201);
        await _host.SendAsync("POST", $"{Root}/a/pause").JsonAsync();

        Ids(await _host.SendAsync("GET", Root).JsonAsync()).ShouldBe(["a", "ticks"]);
        Ids(await _host.SendAsync("GET", $"{Root}?status=paused").JsonAsync()).ShouldBe(["a"]);
        Ids(await _host.SendAsync("GET", $"{Root}?filter=backup").JsonAsync()).ShouldBe(["a"]);
        Ids(await _host.SendAsync("GET", $"{Root}?offset=1&limit=1").JsonAsync()).ShouldBe(["ticks"]);
        await _host.SendAsync("GET", $"{Root}?status=running").ProblemAsync(400, "bad-query");
    }

    [Fact]
    public async Task The_classic_routes_keep_schedules_of_pipelines()
    {
        await _host.SendAsync("POST", "/api/v1/pipelines", """{"document":"name: p"}""");
        var created = await _host.SendAsync("POST", "/schedules", """{"name":"daily-backup","cron":"0 2 * * *","workflow":"p","input":{}}""").JsonAsync(201);
        (created.Text("name"), created.Text("status")).ShouldBe(("daily-backup", "created"));
        created.Text("id").ShouldStartWith("sched-");

        var listed = await _host.SendAsync("GET", "/schedules").JsonAsync();
        listed.GetProperty("count").GetInt32().ShouldBe(1);
        listed.GetProperty("schedules")[0].Text("cron").ShouldBe("0 2 * * *");
        (await _host.SendAsync("DELETE", $"/schedules/{created.Text("id")}").JsonAsync()).Text("status").ShouldBe("deleted");
        (await _host.SendAsync("DELETE", $"/schedules/{created.Text("id")}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await _host.SendAsync("POST", "/schedules", """{"name":"x","cron":"nonsense","workflow":"p"}""")).StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        (await _host.SendAsync("POST", "/schedules", """{"name":"x","cron":"@daily","workflow":"nobody"}""")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    private static IEnumerable<string?> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.Text("id"));
}
