using FlexCore.Application.Cluster;
using FlexCore.Application.SystemJobs;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.SystemJobs;

public sealed class SystemJobRunnerTests : ISystemJobObserver
{
    private static readonly NamedLease Lease = new("singleton/system-jobs", 1, new NodeId("node-1", 1));
    private readonly ManualClock _clock = new();
    private readonly Probe<string> _told = new();

    void ISystemJobObserver.Ran(string name, string? report, Exception? error) => _told.Add($"{name}: {report ?? error?.Message}");

    [Fact]
    public async Task Each_job_runs_soon_after_the_jobs_were_taken_over_and_then_at_its_period()
    {
        var job = new CountingJob("sweep", TimeSpan.FromHours(1));
        using var stop = new CancellationTokenSource();
        var running = new SystemJobRunner([job], this, _clock).RunAsync(Lease, stop.Token);
        await _clock.WhenTimersArmedAsync(1);
        Assert.Equal(0, job.Runs.Count);

        _clock.Advance(SystemJobRunner.FirstDelay);
        Assert.Equal("sweep: run 1", await _told.NextAsync("first run"));
        await _clock.WhenTimersArmedAsync(1);
        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, _told.Count);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("sweep: run 2", await _told.NextAsync("second run"));
        await EndAsync(running, stop);
    }

    [Fact]
    public async Task Between_runs_nothing_wakes_up_but_the_timer_of_the_next_one()
    {
        var runner = new SystemJobRunner([new CountingJob("a", TimeSpan.FromHours(1)), new CountingJob("b", TimeSpan.FromHours(2))], this, _clock);
        using var stop = new CancellationTokenSource();
        var running = runner.RunAsync(Lease, stop.Token);
        await _clock.WhenTimersArmedAsync(1);
        Assert.Equal(1, _clock.ArmedTimerCount);
        await EndAsync(running, stop);
        Assert.Equal(0, _clock.ArmedTimerCount);
    }

    [Fact]
    public async Task A_job_that_throws_is_told_and_neither_stops_the_others_nor_itself()
    {
        var broken = new CountingJob("a-broken", TimeSpan.FromSeconds(10)) { Act = static (_, _) => throw new InvalidOperationException("no disk") };
        var runner = new SystemJobRunner([broken, new CountingJob("b-sound", TimeSpan.FromSeconds(10))], this, _clock);
        using var stop = new CancellationTokenSource();
        var running = runner.RunAsync(Lease, stop.Token);
        await _clock.WhenTimersArmedAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["a-broken: no disk", "b-sound: run 1"], await _told.NextAsync(2, "first round"));
        await _clock.WhenTimersArmedAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["a-broken: no disk", "b-sound: run 2"], await _told.NextAsync(2, "second round"));
        var facts = runner.List()[0];
        Assert.Equal((2, "no disk", null), (facts.Runs, facts.Error, facts.Report));
        await EndAsync(running, stop);
    }

    [Fact]
    public async Task A_job_that_is_asked_for_runs_at_once_and_only_where_the_jobs_are()
    {
        var job = new CountingJob("sweep", TimeSpan.FromHours(1));
        var runner = new SystemJobRunner([job], this, _clock);
        Assert.False(runner.AreHere);
        Assert.False(runner.Request("sweep"), "this node does not run the jobs yet");
        using var stop = new CancellationTokenSource();
        var running = runner.RunAsync(Lease, stop.Token);
        await _clock.WhenTimersArmedAsync(1);
        Assert.True(runner.AreHere);
        Assert.False(runner.Request("swap"), "there is no such job");
        Assert.True(runner.Request("sweep"));
        Assert.Equal("sweep: run 1", await _told.NextAsync("the run that was asked for"));
        await EndAsync(running, stop);
        Assert.False(runner.AreHere);
    }

    [Fact]
    public async Task A_run_that_is_asked_for_while_the_job_runs_comes_after_it()
    {
        var gate = new Signal();
        var job = new CountingJob("sweep", TimeSpan.FromHours(1))
        {
            Act = async (run, stop) =>
            {
                await gate.WaitAsync(stop);
                return $"run {run}";
            },
        };
        var runner = new SystemJobRunner([job], this, _clock);
        using var stop = new CancellationTokenSource();
        var running = runner.RunAsync(Lease, stop.Token);
        await _clock.WhenTimersArmedAsync(1);
        _clock.Advance(SystemJobRunner.FirstDelay);
        await job.Runs.NextAsync("the first run begins");
        Assert.True(runner.List()[0].IsRunning);
        Assert.True(runner.Request("sweep"));
        gate.Set();
        Assert.Equal(["sweep: run 1", "sweep: run 2"], await _told.NextAsync(2, "both runs"));
        await EndAsync(running, stop);
    }

    [Fact]
    public async Task What_a_job_did_and_when_it_runs_next_can_be_listed()
    {
        var job = new CountingJob("sweep", TimeSpan.FromHours(1));
        var runner = new SystemJobRunner([job], this, _clock);
        Assert.Null(runner.List()[0].NextRun);
        using var stop = new CancellationTokenSource();
        var running = runner.RunAsync(Lease, stop.Token);
        await _clock.WhenTimersArmedAsync(1);
        var begun = _clock.GetUtcNow();
        Assert.Equal(begun + SystemJobRunner.FirstDelay, runner.List()[0].NextRun);
        _clock.Advance(SystemJobRunner.FirstDelay);
        await _told.NextAsync("first run");
        await _clock.WhenTimersArmedAsync(1);
        var facts = runner.List()[0];
        Assert.Equal(
            ("Counts runs of sweep.", begun + SystemJobRunner.FirstDelay, begun + SystemJobRunner.FirstDelay + job.Period, 1L, "run 1"),
            (facts.Description, facts.LastRun, facts.NextRun, facts.Runs, facts.Report));
        await EndAsync(running, stop);
        Assert.Null(runner.List()[0].NextRun);
    }

    [Fact]
    public void Names_are_plain_and_unique_and_periods_positive()
    {
        var hour = TimeSpan.FromHours(1);
        Assert.Contains("Two system jobs are named 'a'", Refused(new CountingJob("a", hour), new CountingJob("a", hour)));
        Assert.Contains("'Sweep!' is no name", Refused(new CountingJob("Sweep!", hour)));
        Assert.Contains("has the period 00:00:00", Refused(new CountingJob("a", TimeSpan.Zero)));
    }

    private static async Task EndAsync(Task running, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private string Refused(params ISystemJob[] jobs) => Assert.Throws<ArgumentException>(() => new SystemJobRunner(jobs, this, _clock)).Message;
}
