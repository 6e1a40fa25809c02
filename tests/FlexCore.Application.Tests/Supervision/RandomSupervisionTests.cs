using FlexCore.Application.DataStreams;
using FlexCore.Application.Streams;
using FlexCore.Application.Tests.UseCases;

namespace FlexCore.Application.Tests.Supervision;

/// <summary>A stream whose runs end in random ways, beside a model that counts: each restart comes when it is due, and none where it cannot help.</summary>
public sealed class RandomSupervisionTests
{
    private const int RestartsMax = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Workbench _bench = new(options =>
    {
        options.RestartsMax = RestartsMax;
        options.RestartDelay = TimeSpan.FromSeconds(2);
        options.RestartDelayMax = TimeSpan.FromSeconds(5);
    });

    private StageRun? _run;
    private int _attempt;
    private int _restarts;
    private long _checkpoints;
    private long _began;
    private string _status = "running";

    private StageRun Run => _run ?? throw new InvalidOperationException("No run is at work.");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(20261127)]
    public async Task However_runs_end_the_stream_does_what_the_model_counts(int seed)
    {
        var random = new Random(seed);
        await _bench.Streams.CreateAsync(Workbench.Call, new CreateStream("s live"));
        await StartedAsync(1, $"seed {seed}");
        for (var step = 0; step < 120; step++)
        {
            var action = random.Next(6);
            var phase = $"seed {seed}, step {step}: action {action} while {_status}, attempt {_attempt}, restarts {_restarts}";
            await (_status switch
            {
                "running" => RunningAsync(action, phase),
                "restarting" => RestartingAsync(action, phase),
                _ => EndedAsync(random.Next(2) == 0, phase),
            });
            var view = (await _bench.Streams.GetAsync(Workbench.Call, "s")).Required;
            (view.Status, view.Restarts).ShouldBe((_status, _status is "running" or "restarting" ? _restarts : 0), phase);
            (_bench.Supervisor.Count, view.NextRestartAt is not null).ShouldBe((_status is "running" or "restarting" ? 1 : 0, _status == "restarting"), phase);
        }
    }

    private async Task RunningAsync(int action, string phase)
    {
        switch (action)
        {
            case 0:
                _checkpoints++;
                await _bench.Store.Checkpoints.SaveAsync(new StreamCheckpoint(Run.Options.Stream, Run.Options.RunId, _checkpoints, Run.Graph.Fingerprint, new byte[] { 1 }));
                Run.Progress = StageRun.ProgressOf(_checkpoints * 10, _checkpoints);
                break;
            case 1:
                Run.End();
                await SaysAsync("ended s completed", phase);
                await GoneAsync("completed");
                break;
            case 2:
                Run.Fail("record-failed");
                await SaysAsync("gave up s: It failed: record-failed.", phase);
                await GoneAsync("failed");
                break;
            case 3:
                (await _bench.Streams.StopAsync(Workbench.Call, "s").WaitAsync(Patience)).Refusal.ShouldBeNull(phase);
                await SaysAsync("ended s stopped", phase);
                await GoneAsync("stopped");
                break;
            default:
                await FailAsync(phase);
                break;
        }
    }

    // A checkpoint of this attempt begins the count anew; one restart too many ends it.
    private async Task FailAsync(string phase)
    {
        var progressed = _checkpoints > _began;
        Run.Fail("sink-unavailable");
        _restarts = progressed ? 1 : _restarts + 1;
        if (_restarts > RestartsMax)
        {
            await SaysAsync("gave up s: It failed: sink-unavailable.", phase);
            await GoneAsync("failed");
            return;
        }

        _status = "restarting";
        await SaysAsync($"restarting s {_restarts} in {Delay.TotalMilliseconds:0} ms: It failed: sink-unavailable.", phase);
        await _bench.Clock.WhenTimerDueAsync(Delay).WaitAsync(Patience);
    }

    private TimeSpan Delay => TimeSpan.FromSeconds(Math.Min(5, 2 << (_restarts - 1)));

    private async Task RestartingAsync(int action, string phase)
    {
        switch (action)
        {
            case 0:
                _bench.Clock.Advance(TimeSpan.Zero);
                break;
            case 1:
                (await _bench.Streams.StopAsync(Workbench.Call, "s").WaitAsync(Patience)).Refusal.ShouldBeNull(phase);
                await SaysAsync("ended s stopped", phase);
                await GoneAsync("stopped");
                break;
            case 2:
                Prepare(begins: false);
                (await _bench.Streams.RestartAsync(Workbench.Call, "s", new()).WaitAsync(Patience)).Refusal.ShouldBeNull(phase);
                await SaysAsync("ended s stopped", phase);
                _restarts = 0;
                await StartedAsync(_attempt + 1, phase);
                break;
            default:
                Prepare(begins: false);
                _bench.Clock.Advance(Delay);
                await StartedAsync(_attempt + 1, phase);
                break;
        }
    }

    // What was interrupted goes on as its next attempt; what completed, or is to begin afresh, begins with the first.
    private async Task EndedAsync(bool fresh, string phase)
    {
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        var begins = fresh || _status == "completed";
        Prepare(begins);
        (await _bench.Streams.StartAsync(Workbench.Call, "s", new() { Fresh = fresh })).Refusal.ShouldBeNull(phase);
        _restarts = 0;
        await StartedAsync(begins ? 1 : _attempt + 1, phase);
    }

    // A run that goes on counts from its checkpoint.
    private void Prepare(bool begins)
    {
        _checkpoints = begins ? 0 : _checkpoints;
        _began = _checkpoints;
        _bench.Runtime.Begin = StageRun.ProgressOf(_checkpoints * 10, _checkpoints);
    }

    private async Task StartedAsync(int attempt, string phase)
    {
        _run = await _bench.Runtime.NextAsync();
        (_attempt, _status) = (attempt, "running");
        (Run.Options.ResumeFrom?.Sequence ?? 0).ShouldBe(_checkpoints, phase);
        await SaysAsync($"started s {attempt}", phase);
    }

    private async Task GoneAsync(string status)
    {
        await _bench.EndedAsync("s");
        _status = status;
    }

    private async Task SaysAsync(string line, string phase) => (await _bench.Said.NextAsync()).ShouldBe(line, phase);
}
