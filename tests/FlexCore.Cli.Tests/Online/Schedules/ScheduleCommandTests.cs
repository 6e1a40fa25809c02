using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.Schedules;

public sealed class ScheduleCommandTests : IDisposable
{
    private const string Nightly = """{"id":"nightly","name":"Nightly","description":"backs up","status":"active","owner":"user:ana","cron":"30 2 * * *","timeZone":"Europe/Berlin","jitter":"0s","overlap":"skip","misfire":"fire-once","misfireAfter":"1m","catchUpMax":100,"targetKind":"event","targetName":"backups","input":"{}","nextFirings":["2026-03-02T01:30:00+00:00"],"fired":1234,"failed":2,"skipped":3,"running":0,"waiting":0,"lastFiring":{"number":1234,"status":"failed","due":"2026-03-01T01:30:00+00:00","firedAt":"2026-03-01T01:30:00+00:00","endedAt":"2026-03-01T01:30:01+00:00","origin":"due","error":"no such \u001b[31mtopic"},"createdAt":"2026-01-01T00:00:00+00:00","updatedAt":"2026-01-01T00:00:00+00:00","version":9}""";
    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task Create_sends_what_the_options_say()
    {
        _online.Node.On("POST /api/v1/schedules", Nightly);

        await _online.ShouldExitAsync(
            ExitCode.Success, "schedule", "create", "nightly", "--cron", "30 2 * * *", "--time-zone", "Europe/Berlin", "--event", "backups", "--input", """{"full":true}""", "--overlap", "queue", "--catch-up", "7");

        _online.Node.Seen.ShouldBe(["""POST /api/v1/schedules {"target":{"kind":"event","name":"backups","input":{"full":true}},"id":"nightly","cron":"30 2 * * *","timeZone":"Europe/Berlin","overlap":"queue","catchUpMax":7}"""]);
    }

    [Fact]
    public async Task Update_sends_what_changes_and_nothing_else()
    {
        _online.Node.On("PATCH /api/v1/schedules/nightly", Nightly);

        await _online.ShouldExitAsync(ExitCode.Success, "schedule", "update", "nightly", "--cron", "0 3 * * *", "--end", "never");
        await _online.ShouldExitAsync(ExitCode.Success, "schedule", "update", "nightly", "--stream", "days", "--input", """{"type":"DayClosed"}""");

        _online.Node.Seen.ShouldBe(
        [
            """PATCH /api/v1/schedules/nightly {"cron":"0 3 * * *","end":"never"}""",
            """PATCH /api/v1/schedules/nightly {"target":{"kind":"stream","name":"days","input":{"type":"DayClosed"}}}""",
        ]);
    }

    [Theory]
    [InlineData]
    [InlineData("--every", "5m", "--cron", "@daily")]
    [InlineData("--event", "t", "--pipeline", "p")]
    [InlineData("--input", "{}")]
    public async Task An_update_that_says_nothing_or_too_much_is_refused_before_anything_is_sent(params string[] options)
    {
        await _online.ShouldExitAsync(ExitCode.Usage, ["schedule", "update", "x", .. options]);
        _online.Node.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_says_how_to_go_on()
    {
        _online.Node.On("GET /api/v1/schedules", $$"""{"items":[{{Nightly}}],"offset":0,"limit":1,"next":"nightly"}""");

        await _online.ShouldExitAsync(ExitCode.Success, "schedule", "list", "--limit", "1", "--after", "day");

        _online.Node.Seen.ShouldBe(["GET /api/v1/schedules?limit=1&after=day"]);
        _online.Cli.Error.ShouldBe("1 are shown; --after nightly shows more.\n");
    }

    [Fact]
    public async Task A_cron_expression_may_be_a_name()
    {
        _online.Node.On("POST /api/v1/schedules", Nightly);

        await _online.ShouldExitAsync(ExitCode.Success, "schedule", "create", "nightly", "--cron", "@daily", "--command", "orders.place");

        _online.Node.Seen.ShouldBe(["""POST /api/v1/schedules {"target":{"kind":"command","name":"orders.place"},"id":"nightly","cron":"@daily"}"""]);
    }

    [Theory]
    [InlineData("--every", "5m")]
    [InlineData("--event", "t")]
    [InlineData("--every", "5m", "--cron", "@daily", "--event", "t")]
    [InlineData("--every", "5m", "--event", "t", "--pipeline", "p")]
    [InlineData("--every", "5m", "--event", "t", "--input", "{")]
    [InlineData("--every", "5m", "--event", "t", "--catch-up", "many")]
    public async Task A_command_line_that_says_too_little_or_too_much_is_refused_before_anything_is_sent(params string[] options)
    {
        await _online.ShouldExitAsync(ExitCode.Usage, ["schedule", "create", "x", .. options]);
        _online.Node.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task List_shows_a_line_for_each_schedule()
    {
        _online.Node.On("GET /api/v1/schedules", $$"""{"items":[{{Nightly}}],"total":1,"offset":0,"limit":100}""");

        await _online.ShouldExitAsync(ExitCode.Success, "schedule", "list", "--status", "active");

        _online.Cli.Out.ShouldBe("""
            SCHEDULE  STATUS  WHEN                      TARGET         NEXT                  FIRED  FAILED
            nightly   active  30 2 * * * Europe/Berlin  event backups  2026-03-02 01:30:00Z  1,234  2

            """.ReplaceLineEndings("\n"));
        _online.Node.Seen.ShouldBe(["GET /api/v1/schedules?status=active"]);
    }

    [Fact]
    public async Task Show_says_why_the_last_firing_failed_and_nothing_reaches_the_terminal_raw()
    {
        _online.Node.On("GET /api/v1/schedules/nightly", Nightly);

        await _online.ShouldExitAsync(ExitCode.Success, "schedule", "show", "nightly");

        _online.Cli.Out.ShouldContain("firing 1234 of 2026-03-01 01:30:00Z: no such");
        _online.Cli.Out.ShouldNotContain("\u001b");
    }

    [Theory]
    [InlineData("pause", "POST /api/v1/schedules/nightly/pause")]
    [InlineData("resume", "POST /api/v1/schedules/nightly/resume")]
    [InlineData("trigger", "POST /api/v1/schedules/nightly/trigger")]
    [InlineData("delete", "DELETE /api/v1/schedules/nightly")]
    public async Task A_verb_is_sent_and_its_answer_shown(string verb, string request)
    {
        _online.Node.On(request, Nightly);

        await _online.ShouldExitAsync(ExitCode.Success, "schedule", verb, "nightly");

        _online.Node.Seen.ShouldBe([request]);
        _online.Cli.Out.ShouldContain("nightly");
    }

    [Fact]
    public async Task Backfill_needs_its_span_and_sends_it()
    {
        await _online.ShouldExitAsync(ExitCode.Usage, "schedule", "backfill", "nightly", "--from", "2026-01-01T00:00:00Z");
        _online.Node.On("POST /api/v1/schedules/nightly/backfill", Nightly);

        await _online.ShouldExitAsync(ExitCode.Success, "schedule", "backfill", "nightly", "--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z");

        _online.Node.Seen.ShouldBe(["""POST /api/v1/schedules/nightly/backfill {"from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z"}"""]);
    }

    [Fact]
    public async Task Next_shows_the_time_on_the_wall()
    {
        _online.Node.On("GET /api/v1/schedules/nightly/next", """{"id":"nightly","status":"active","firings":[{"due":"2026-03-29T01:00:00+00:00","local":"2026-03-29T03:00:00+02:00","firesAt":"2026-03-29T01:00:00+00:00"}]}""");

        await _online.ShouldExitAsync(ExitCode.Success, "schedule", "next", "nightly", "--count", "1");

        _online.Cli.Out.ShouldBe("""
            DUE                   LOCAL                      FIRES AT
            2026-03-29 01:00:00Z  2026-03-29 03:00:00+02:00  2026-03-29 01:00:00Z

            """.ReplaceLineEndings("\n"));
        _online.Node.Seen.ShouldBe(["GET /api/v1/schedules/nightly/next?count=1"]);
    }

    [Fact]
    public async Task History_shows_firings()
    {
        _online.Node.On("GET /api/v1/schedules/nightly/history", """{"id":"nightly","firings":[{"status":"waiting","due":"2026-03-01T02:00:00+00:00","origin":"backfill"},{"number":7,"status":"completed","due":"2026-03-01T01:00:00+00:00","firedAt":"2026-03-01T01:00:00+00:00","endedAt":"2026-03-01T01:00:01+00:00","origin":"due"}],"fired":7,"failed":0,"skipped":0}""");

        await _online.ShouldExitAsync(ExitCode.Success, "schedule", "history", "nightly");

        _online.Cli.Out.ShouldBe("""
            FIRING  STATUS     ORIGIN    DUE                   FIRED                 ENDED                 ERROR
            -       waiting    backfill  2026-03-01 02:00:00Z  -                     -                     -
            7       completed  due       2026-03-01 01:00:00Z  2026-03-01 01:00:00Z  2026-03-01 01:00:01Z  -

            """.ReplaceLineEndings("\n"));
    }

    public void Dispose() => _online.Dispose();
}
