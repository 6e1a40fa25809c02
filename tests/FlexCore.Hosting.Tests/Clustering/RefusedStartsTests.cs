using FlexCore.Domain;
using FlexCore.Hosting.Clustering;
using FlexCore.Hosting.Logging;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;

namespace FlexCore.Hosting.Tests.Clustering;

public sealed class RefusedStartsTests : IAsyncDisposable
{
    private static readonly EntityId Flow = new(TenantId.Default, "pipeline", "flow");
    private static readonly Refusal Full = new("too-many-streams", "1 stream is at work.");

    private readonly ManualClock _clock = new();
    private readonly KeptLog _log = new();
    private readonly Probe<EntityId> _attempts = new();
    private readonly RefusedStarts _refused;
    private Func<Task<Refusal?>> _answer = () => Task.FromResult<Refusal?>(Full);

    public RefusedStartsTests() => _refused = new RefusedStarts(TryAgainAsync, _clock, new ClusterNodeLog(_log));

    public ValueTask DisposeAsync() => _refused.DisposeAsync();

    [Fact]
    public async Task A_refused_start_is_tried_again_with_growing_pauses_until_it_succeeds()
    {
        _refused.Add(Flow, Full);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            await PassAsync(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            _attempts.Count.ShouldBe(0, $"not before {seconds} s");
            _clock.Advance(TimeSpan.FromTicks(1));
            await _attempts.NextAsync($"the attempt after {seconds} s");
        }

        _answer = () => Task.FromResult<Refusal?>(null);
        await PassAsync(RefusedStarts.PauseMax);
        await _attempts.NextAsync("the last attempt");
        await _refused.DisposeAsync();

        _refused.Count.ShouldBe(0);
        _log.Lines.Count.ShouldBe(8, "every refusal is told");
        _log.Lines.ShouldAllBe(line => line.Id == 6141 && line.Text.Contains("flow") && line.Text.Contains("1 stream is at work"));
    }

    [Fact]
    public async Task An_attempt_that_throws_is_followed_by_another()
    {
        _answer = () => throw new InvalidOperationException("The database is away.");
        _refused.Add(Flow, Full);
        await PassAsync(RefusedStarts.PauseMin);
        await _attempts.NextAsync("the attempt that throws");
        _answer = () => Task.FromResult<Refusal?>(null);
        await PassAsync(RefusedStarts.PauseMin * 2);

        await _attempts.NextAsync("the attempt after it");
        _log.Lines.Last().Text.ShouldContain("The database is away.");
    }

    [Fact]
    public async Task A_pipeline_that_waits_is_not_tried_twice_and_one_refused_during_an_attempt_is_tried_again()
    {
        _refused.Add(Flow, Full);
        _refused.Add(Flow, Full);
        _refused.Count.ShouldBe(1);

        // Its shard goes and comes back, and it is refused anew, all while the attempt says that there is nothing left to do.
        _answer = () =>
        {
            _answer = () => Task.FromResult<Refusal?>(null);
            _refused.Add(Flow, Full);
            return Task.FromResult<Refusal?>(null);
        };
        await PassAsync(RefusedStarts.PauseMin);
        await _attempts.NextAsync("the first attempt");
        await PassAsync(RefusedStarts.PauseMin);
        await _attempts.NextAsync("the attempt for the later refusal");
    }

    [Fact]
    public async Task Attempts_end_with_the_node()
    {
        _refused.Add(Flow, Full);
        await _refused.DisposeAsync();

        _refused.Count.ShouldBe(0);
        _refused.Add(Flow, Full);
        _refused.Count.ShouldBe(0);
        _attempts.Count.ShouldBe(0);
    }

    private Task<Refusal?> TryAgainAsync(EntityId pipeline, CancellationToken cancellationToken)
    {
        _attempts.Add(pipeline);
        return _answer();
    }

    private async Task PassAsync(TimeSpan time)
    {
        await _clock.WhenTimersArmedAsync(1).WaitAsync(TimeSpan.FromSeconds(30));
        _clock.Advance(time);
    }
}
