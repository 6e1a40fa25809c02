using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Cluster;

namespace FlexCore.Api.Tests.SystemJobs;

public sealed class SystemJobRoutesTests : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private ApiHost _host = null!;
    private Task _running = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _running = _host.Parts.SystemJobs.RunAsync(new NamedLease("singleton/system-jobs", 1, new NodeId("node-1", 1)), _stop.Token);
        await _host.Parts.Clock.WhenTimersArmedAsync(1);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _host.DisposeAsync();
    }

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Jobs_are_listed_with_when_they_run_next()
    {
        var list = await _host.SendAsync("GET", "/api/v1/system/jobs").JsonAsync();

        list.Text("node").ShouldBe("node-1");
        var job = list.GetProperty("jobs")[0];
        (job.Text("name"), job.GetProperty("periodSeconds").GetDouble(), job.Text("nextRun"), job.GetProperty("runs").GetInt64()).ShouldBe(("key-rewrap", 3600, "2026-01-01T00:01:00+00:00", 0));
    }

    [Fact]
    public async Task A_job_that_is_asked_for_runs()
    {
        await _host.SendAsync("POST", "/api/v1/system/jobs/key-rewrap/run").JsonAsync(202);
        (await _host.Parts.JobRuns.NextAsync("the run")).ShouldBe("key-rewrap: no keys");
    }

    [Fact]
    public async Task A_job_that_does_not_exist_is_told_with_those_that_do() =>
        (await _host.SendAsync("POST", "/api/v1/system/jobs/sweep/run").ProblemAsync(404, "system-job-not-found")).Text("detail").ShouldContain("key-rewrap");
}
