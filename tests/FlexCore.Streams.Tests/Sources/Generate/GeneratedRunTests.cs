using FlexCore.Streams.Tests.Execution;
using FlexCore.Testing.Storage;

namespace FlexCore.Streams.Tests.Sources.Generate;

/// <summary>Generated records through steps with state, killed and resumed: the output is that of a straight run.</summary>
public sealed class GeneratedRunTests
{
    private const string Pipeline = """
        name: g
        source: { generate: { count: 20000, rate: 100, seed: SEED, fields: { at: time, k: "`s${Math.floor(random * 7)}`", v: "random2 < 0.01 ? 'bad' : Math.floor(random * 100)" } } }
        steps:
          - parse: json
          - filter: v !== 50
          - window: { tumbling: 10s, time: at, by: [k], aggregate: { n: count(), s: sum(v) } }
        sinks: [ { file: out.ndjson }, { file: { path: more.ndjson, mode: append } } ]
        onError: deadletter
        deadLetter: { file: { path: dead.ndjson, mode: append } }
        parallelism: 2
        """;

    private static readonly string[] Outputs = ["out.ndjson", "more.ndjson", "dead.ndjson"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_run_that_crashes_gives_the_output_of_a_straight_one(int seed)
    {
        var yaml = Pipeline.Replace("SEED", $"{seed}", StringComparison.Ordinal);
        using var straight = new PipelineHarness { CheckpointInterval = TimeSpan.FromHours(1), Clock = new RushingClock() };
        await straight.RunAsync(yaml);
        var random = new Random(seed);
        var store = new CrashingCheckpointStore(new InMemoryStore().Checkpoints);
        using var harness = new PipelineHarness { Checkpoints = store, Clock = new RushingClock() };
        var graph = harness.Graph(yaml);
        for (var crash = 0; crash < 5; crash++)
        {
            var at = 1 + random.Next(7);
            store.Plan(1 + random.Next(at), at, random.Next(2) == 0);
            await Should.ThrowAsync<SimulatedCrashException>(() => harness.ResumeAsync(graph));
        }

        store.Plan(0, 0, false);
        await harness.ResumeAsync(graph);

        foreach (var output in Outputs)
        {
            harness.Folder.Read(output).ShouldBe(straight.Folder.Read(output), $"seed {seed}, {output}");
        }

        straight.Folder.Read("out.ndjson").ShouldBe(straight.Folder.Read("more.ndjson"));
        straight.Folder.Read("dead.ndjson").ShouldNotBeEmpty();
    }

    /// <summary>A clock on which every moment is far behind the last one, so that a rate never makes anyone wait.</summary>
    private sealed class RushingClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _ticks, TimeSpan.TicksPerHour);
    }
}
