using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Online;

public sealed class RemoteRunTests : IDisposable
{
    private const string Document = "name: day\nsource: stdin\nsteps: [ { parse: json } ]\nsink: stdout\nvars: { least: 1 }\n";

    private readonly OnlineHarness _online = new();

    [Fact]
    public async Task A_run_is_submitted_followed_and_summed_up()
    {
        _online.Node
            .On("POST /api/v1/jobs", Job("starting"), 202)
            .On("GET /api/v1/jobs/j-1", Job("running"))
            .On("GET /api/v1/jobs/j-1", Job("completed", ",\"endedAt\":\"2026-03-01T12:00:05Z\",\"outputFile\":\"/data/jobs/j-1.out\""));

        await _online.ShouldExitAsync(ExitCode.Success, "run", _online.Cli.Write("p.yaml", Document), "--input", _online.Cli.Write("in.ndjson", "{\"a\":1}\n"), "--set", "least=5");

        using var sent = JsonDocument.Parse(_online.Node.Seen[0]["POST /api/v1/jobs ".Length..]);
        sent.RootElement.GetProperty("input").GetString().ShouldBe("{\"a\":1}\n");
        sent.RootElement.GetProperty("variables").GetProperty("least").GetString().ShouldBe("5");
        _online.Cli.Error.ShouldContain("status        completed\n");
        _online.Cli.Error.ShouldContain("output        /data/jobs/j-1.out\n");
        _online.Cli.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task Json_is_the_job()
    {
        _online.Node.On("POST /api/v1/jobs", Job("completed"), 202);

        await _online.ShouldExitAsync(ExitCode.Success, "run", _online.Cli.Write("p.yaml", Document), "--json");

        using var job = JsonDocument.Parse(_online.Cli.Out);
        job.RootElement.GetProperty("status").GetString().ShouldBe("completed");
    }

    [Fact]
    public async Task A_failed_job_ends_with_its_own_code_and_reason()
    {
        _online.Node.On("POST /api/v1/jobs", Job("failed", ",\"error\":\"line 3 is no JSON\""), 202);

        await _online.ShouldExitAsync(ExitCode.JobFailed, "run", _online.Cli.Write("p.yaml", Document), "--quiet");

        _online.Cli.Error.ShouldBe("flexcore: job-failed: Job j-1 failed on the node: line 3 is no JSON\n");
    }

    [Fact]
    public async Task A_cancelled_job_is_no_success()
    {
        _online.Node.On("POST /api/v1/jobs", Job("cancelled"), 202);

        await _online.ShouldExitAsync(ExitCode.JobFailed, "run", _online.Cli.Write("p.yaml", Document), "--quiet");
    }

    [Fact]
    public async Task Records_come_through_a_pipe_too()
    {
        _online.Cli.Typed = "{\"a\":2}\n";
        _online.Node.On("POST /api/v1/jobs", Job("completed"), 202);

        await _online.ShouldExitAsync(ExitCode.Success, "run", _online.Cli.Write("p.yaml", Document), "--input", "-", "-q");

        _online.Node.Seen[0].ShouldContain("\"input\":\"{\\u0022a\\u0022:2}\\n\"");
    }

    [Theory]
    [InlineData("--output x")]
    [InlineData("--resume")]
    [InlineData("--fresh")]
    [InlineData("--input a b")]
    [InlineData("--data x")]
    public async Task What_a_node_decides_itself_is_refused(string option)
    {
        await _online.ShouldExitAsync(ExitCode.Usage, ["run", _online.Cli.Write("p.yaml", Document), .. option.Split(' ')]);

        _online.Cli.Error.ShouldContain("--node");
        _online.Node.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Jobs_are_listed_shown_and_cancelled()
    {
        _online.Node
            .On("GET /api/v1/jobs", $$"""{"items":[{{Job("running")}}],"total":1,"offset":0,"limit":100}""")
            .On("GET /api/v1/jobs/j-1", Job("running"))
            .On("POST /api/v1/jobs/j-1/cancel", Job("cancelled"));

        await _online.ShouldExitAsync(ExitCode.Success, "job", "list");
        await _online.ShouldExitAsync(ExitCode.Success, "job", "status", "j-1");
        await _online.ShouldExitAsync(ExitCode.Success, "job", "cancel", "j-1");

        _online.Cli.Out.ShouldContain("j-1  day       running  10  9    2026-03-01 12:00:00Z  -\n");
        _online.Cli.Out.ShouldContain("status       cancelled\n");
    }

    public void Dispose() => _online.Dispose();

    private static string Job(string status, string more = "") =>
        $$"""{"id":"j-1","pipeline":"day","status":"{{status}}","submittedAt":"2026-03-01T12:00:00Z","progress":{"recordsIn":10,"recordsOut":9,"errors":0,"deadLetters":0,"lateRecords":0,"bytesIn":100,"bytesRead":100,"checkpoints":1}{{more}}}""";
}
