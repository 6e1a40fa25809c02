using FlexCore.Actors.Topics;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Hosting.Clustering;
using FlexCore.Hosting.Logging;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;

namespace FlexCore.Hosting.Tests.Clustering;

public sealed class PipelineFollowerTests : IEntityVersions, IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly EntityId A = Id("a");
    private static readonly EntityId B = Id("b");
    private static readonly EntityId C = Id("c");

    private readonly ManualClock _clock = new();
    private readonly KeptLog _log = new();
    private readonly TopicBus _bus = new(new TopicOptions());
    private readonly CancellationTokenSource _ending = new();
    private readonly Probe<EntityId> _followed = new();
    private readonly Probe<string> _looks = new();
    private readonly RefusedStarts _refused;
    private volatile Func<IReadOnlyDictionary<EntityId, long>> _read = () => new Dictionary<EntityId, long> { [A] = 1, [B] = 1, [C] = 1 };
    private volatile Func<EntityId, Refusal?> _answer = _ => null;
    private Task _running = Task.CompletedTask;

    public PipelineFollowerTests() => _refused = new RefusedStarts((_, _) => Task.FromResult<Refusal?>(null), _clock, new ClusterNodeLog(_log));

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _refused.DisposeAsync();
        _bus.Dispose();
        _ending.Dispose();
    }

    [Fact]
    public async Task One_pipeline_that_cannot_be_followed_keeps_none_behind_it_from_being_followed()
    {
        _answer = id => id == A ? throw new InvalidOperationException("The record of 'a' has no bytes.") : null;
        Begin();

        (await _followed.NextAsync(3, "the first look")).ShouldBe([A, B, C], ignoreOrder: true);
        await NextLookAsync();
        (await _followed.NextAsync("the second look")).ShouldBe(A, "only the one that was not followed");
        _answer = _ => null;
        await NextLookAsync();
        (await _followed.NextAsync("the third look")).ShouldBe(A);
        await NextLookAsync();
        await _looks.NextAsync(4, "looks");
        _followed.Count.ShouldBe(0, "all are followed");
        _log.Lines.ShouldContain(line => line.Id == 6146 && line.Text.Contains("no bytes"));
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_look_is_looked_at_again()
    {
        _read = () => throw new JournalException("The database is away.");
        Begin();
        await _looks.NextAsync("the look that fails");
        _read = () => new Dictionary<EntityId, long> { [B] = 3 };
        await NextLookAsync();

        (await _followed.NextAsync("the look after it")).ShouldBe(B);
        _log.Lines.ShouldContain(line => line.Id == 6142 && line.Text.Contains("The database is away."));
    }

    [Fact]
    public async Task A_change_is_followed_at_its_hint_and_a_version_once()
    {
        Begin();
        await _followed.NextAsync(3, "the first look");
        _read = () => new Dictionary<EntityId, long> { [A] = 1, [B] = 2, [C] = 1 };
        await WhenWaitingAsync();

        await _bus.PublishAsync(PipelineFollower.Hint);

        (await _followed.NextAsync("the look at the hint")).ShouldBe(B);
        _followed.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_start_goes_to_those_who_try_again()
    {
        _answer = id => id == C ? new Refusal("too-many-streams", "1 stream is at work.") : null;
        Begin();
        await _followed.NextAsync(3, "the first look");
        await WhenWaitingAsync();

        _refused.Count.ShouldBe(1);
        _log.Lines.ShouldContain(line => line.Id == 6141 && line.Text.Contains("1 stream is at work"));
    }

    ValueTask<IReadOnlyDictionary<EntityId, long>> IEntityVersions.ReadAsync(string kind, CancellationToken cancellationToken)
    {
        _looks.Add(kind);
        return ValueTask.FromResult(_read());
    }

    private static EntityId Id(string key) => new(TenantId.Default, "pipeline", key);

    private void Begin()
    {
        var follower = new PipelineFollower(this, _bus, FollowAsync, _refused, _clock, new ClusterNodeLog(_log));
        _running = Task.Run(() => follower.RunAsync(_ending.Token));
    }

    private Task<Refusal?> FollowAsync(EntityId pipeline, CancellationToken cancellationToken)
    {
        _followed.Add(pipeline);
        return Task.FromResult(_answer(pipeline));
    }

    // Its tick is armed from its start on and a tick that comes during a look is not lost, so it need not wait already.
    private async Task NextLookAsync()
    {
        await WhenWaitingAsync();
        _clock.Advance(PipelineFollower.PollInterval);
    }

    private Task WhenWaitingAsync() => _clock.WhenTimersArmedAsync(1).WaitAsync(Patience);
}
