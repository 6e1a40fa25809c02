using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online.SystemJobs;

public sealed class SystemCommandTests : IDisposable
{
    private const string Jobs = """{"node":"a","jobs":[{"name":"key-rewrap","description":"x","periodSeconds":3600,"running":false,"runs":2,"lastRun":"2026-03-01T12:00:00+00:00","tookSeconds":0.5,"nextRun":"2026-03-01T13:00:00+00:00","report":"no keys"},{"name":"retention","description":"y","periodSeconds":60,"running":true,"runs":0,"error":"no disk"}]}""";
    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task Jobs_are_shown_with_what_they_did_and_when_they_run_next()
    {
        _online.Node.On("GET /api/v1/system/jobs", Jobs);

        await _online.ShouldExitAsync(ExitCode.Success, "system", "jobs");

        _online.Cli.Out.ShouldBe("""
            JOB         EVERY   LAST RUN              NEXT RUN              RUNS  DID
            key-rewrap  1h 00m  2026-03-01 12:00:00Z  2026-03-01 13:00:00Z  2     no keys
            retention   1m 00s  -                     running               0     failed: no disk

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_job_is_asked_for_by_its_name()
    {
        _online.Node.On("POST /api/v1/system/jobs/retention/run", Jobs);
        await _online.ShouldExitAsync(ExitCode.Success, "system", "run", "retention", "--output", "json");
        _online.Cli.Out.ShouldContain("\"name\":\"retention\"");
    }

    public void Dispose() => _online.Dispose();
}
