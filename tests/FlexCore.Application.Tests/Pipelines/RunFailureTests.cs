using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.Pipelines;

/// <summary>What the user learns when a run fails and its history cannot be written either.</summary>
public class RunFailureTests
{
    private static readonly StreamException SinkFull = new("disk-full", "No space is left for 'out.ndjson'.");

    private readonly FailingRegion _region = new();
    private readonly ScriptedStreamRuntime _runtime = new();
    private readonly ManualClock _clock = new();

    public static TheoryData<string> Obstacles => ["journal", "entity", "timeout"];

    [Theory]
    [MemberData(nameof(Obstacles))]
    public async Task The_cause_of_a_failed_run_is_not_hidden_by_a_history_that_cannot_be_written(string obstacle)
    {
        var run = await StartAsync();
        _region.Obstacle = ObstacleOf(obstacle);
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1), _clock);
        var waiting = run.WaitAsync(_ => { }, ticks);
        _runtime.Run!.Fail(SinkFull);

        var error = await Should.ThrowAsync<StreamException>(waiting.WaitAsync(TimeSpan.FromSeconds(30)));

        error.Code.ShouldBe("disk-full");
        error.Message.ShouldStartWith(SinkFull.Message);
        error.Message.ShouldContain(_region.Obstacle.Message);
        error.InnerException.ShouldBe(SinkFull);
    }

    [Fact]
    public async Task The_cause_of_a_failed_start_is_not_hidden_either()
    {
        _runtime.StartFailure = new StreamException("source-not-found", "There is no 'in.log'.");
        _region.FailWhen = command => command is DataStreamCommand.Fail;
        _region.Obstacle = ObstacleOf("journal");

        var error = await Should.ThrowAsync<StreamException>(StartAsync);

        error.Code.ShouldBe("source-not-found");
        error.Message.ShouldContain("The data folder is full");
    }

    [Fact]
    public async Task A_failure_of_another_kind_leaves_the_run_open_to_be_resumed()
    {
        var run = await StartAsync();
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1), _clock);
        var waiting = run.WaitAsync(_ => { }, ticks);
        _runtime.Run!.Fail(new JournalException("The checkpoint cannot be written."));

        await Should.ThrowAsync<JournalException>(waiting.WaitAsync(TimeSpan.FromSeconds(30)));

        _region.Events.OfType<DataStreamEvent.RunFailed>().ShouldBeEmpty();
        (await StartAsync()).RunId.ShouldBe(run.RunId);
    }

    [Theory]
    [InlineData(3_999)]
    [InlineData(4_000)]
    [InlineData(4_001)]
    [InlineData(50_000)]
    public async Task A_long_error_is_recorded_up_to_the_limit(int length)
    {
        _runtime.StartFailure = new StreamException("source-not-found", new string('e', length));

        await Should.ThrowAsync<StreamException>(StartAsync);

        _region.Events.OfType<DataStreamEvent.RunFailed>().ShouldHaveSingleItem().Error.Length.ShouldBe(Math.Min(length, DataStreamLimits.TextLengthMax));
    }

    private static Exception ObstacleOf(string name) => name switch
    {
        "journal" => new JournalException("The data folder is full."),
        "entity" => new EntityFailedException(new EntityId(TenantId.Default, DataStreamDecider.Kind, "demo"), "its commit failed"),
        _ => new AskTimeoutException(new EntityId(TenantId.Default, DataStreamDecider.Kind, "demo"), TimeSpan.FromSeconds(5)),
    };

    private Task<RunningPipeline> StartAsync()
    {
        var request = new RunPipelineRequest
        {
            Security = SecurityContext.Development,
            Graph = new Graph("demo", "fp"),
            Definition = new DataStreamDefinition("{}", "{}", "{}", "{}", "fp"),
        };
        return new RunPipeline(_region, new InMemoryStore().Checkpoints, _runtime, _clock).StartAsync(request);
    }

    private sealed record Graph(string Name, string Fingerprint) : IStreamGraph;

    /// <summary>A region that answers until the test puts something in its way. Used by one test.</summary>
    private sealed class FailingRegion : IEntityRegion<DataStreamCommand, DataStreamState>
    {
        private readonly DirectRegion<DataStreamState, DataStreamCommand, DataStreamEvent> _inner = new(DataStreamDecider.Kind, new DataStreamDecider());

        public string Kind => _inner.Kind;

        public List<DataStreamEvent> Events => _inner.Events;

        public Exception? Obstacle { get; set; }

        public Func<DataStreamCommand, bool> FailWhen { get; set; } = _ => true;

        public ValueTask<CommandReply> AskAsync(EntityId id, DataStreamCommand command, CancellationToken cancellationToken = default) =>
            Obstacle is { } obstacle && FailWhen(command)
                ? ValueTask.FromException<CommandReply>(obstacle)
                : _inner.AskAsync(id, command, cancellationToken);

        public ValueTask<EntityView<DataStreamState>> ReadAsync(EntityId id, CancellationToken cancellationToken = default) =>
            _inner.ReadAsync(id, cancellationToken);
    }
}
