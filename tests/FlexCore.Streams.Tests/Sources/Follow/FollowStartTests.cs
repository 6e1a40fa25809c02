using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Streams.Tests.Sources.Follow;

/// <summary>A fresh run that follows a file keeps the place where it begins.</summary>
public sealed class FollowStartTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly FirstSave _store = new();
    private readonly PipelineHarness _harness;

    public FollowStartTests() => _harness = new PipelineHarness { Clock = _clock, Checkpoints = _store, CheckpointInterval = TimeSpan.FromHours(1) };

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("{ file: { path: in.ndjson, follow: true } }")]
    [InlineData("{ union: [ { file: { path: in.ndjson, follow: true } }, { file: { path: other.ndjson, follow: true } } ] }")]
    public async Task A_run_that_dies_before_its_first_interval_reads_the_file_it_began_with_although_it_was_rotated(string source)
    {
        _harness.Folder.Write("in.ndjson", "{\"n\":1}\n{\"n\":2}\n");
        var graph = _harness.Graph($"name: follow\nsource: {source}\nsteps: [ parse: json ]\nsink: {{ file: {{ path: out.ndjson, mode: append }} }}");
        await using (var run = await _harness.StartAsync(graph))
        {
            await _store.Saved.WaitAsync("the checkpoint at the start");
            await run.AbortAsync();
        }

        File.Move(_harness.Folder.At("in.ndjson"), _harness.Folder.At("in.ndjson.1"));
        _harness.Folder.Write("in.ndjson", "{\"n\":3}\n");
        await using var again = await _harness.StartAsync(graph, await _store.LoadAsync(PipelineHarness.Stream));
        await WhenReadAsync(again, 3);
        await again.DrainAsync();

        _harness.Folder.Read("out.ndjson").ShouldBe("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
    }

    [Fact]
    public async Task It_is_written_once_and_never_again_while_nothing_comes()
    {
        _harness.Folder.Write("in.ndjson", "");
        await using var run = await _harness.StartAsync(Graph());
        await _store.Saved.WaitAsync("the checkpoint at the start");

        for (var hour = 0; hour < 10; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
        }

        await run.AbortAsync();
        _store.Count.ShouldBe(1);
        run.Progress.RecordsIn.ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_file_there_is_no_place_to_keep()
    {
        await using (var run = await _harness.StartAsync(Graph()))
        {
            await _clock.WhenTimersArmedAsync(1).WaitAsync(TimeSpan.FromSeconds(30));
            await run.AbortAsync();
        }

        _store.Count.ShouldBe(0);
    }

    private FlexCore.Streams.Graphs.StreamGraph Graph() =>
        _harness.Graph("name: follow\nsource: { file: { path: in.ndjson, follow: true } }\nsteps: [ parse: json ]\nsink: { file: { path: out.ndjson, mode: append } }");

    private async Task WhenReadAsync(IStreamRun run, int records)
    {
        while (run.Progress.RecordsIn < records)
        {
            await _clock.WhenTimersArmedAsync(1).WaitAsync(TimeSpan.FromSeconds(30));
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            run.Completion.IsFaulted.ShouldBeFalse();
        }
    }

    private sealed class FirstSave : ICheckpointStore
    {
        private readonly ICheckpointStore _inner = new InMemoryStore().Checkpoints;
        private int _count;

        public Signal Saved { get; } = new();

        public int Count => Volatile.Read(ref _count);

        public async ValueTask SaveAsync(StreamCheckpoint checkpoint, CancellationToken cancellationToken = default)
        {
            await _inner.SaveAsync(checkpoint, cancellationToken);
            Interlocked.Increment(ref _count);
            Saved.Set();
        }

        public ValueTask<StreamCheckpoint?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default) => _inner.LoadAsync(stream, cancellationToken);

        public ValueTask DeleteAsync(EntityId stream, CancellationToken cancellationToken = default) => _inner.DeleteAsync(stream, cancellationToken);
    }
}
