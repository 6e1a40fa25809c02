using FlexCore.Application.Streams;
using FlexCore.Streams.Sources;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Testing.Storage;

namespace FlexCore.Streams.Tests.Sinks.Builtin;

public sealed class AppendFileSinkTests
{
    private const string Append = "name: a\nsource: { file: in.txt }\nsink: { file: { path: out.csv, mode: append } }";

    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Runs_add_to_the_file_and_a_csv_header_is_written_once()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.txt", "1\n2\n");

        await harness.RunAsync(Append);
        harness.Folder.Read("out.csv").ShouldBe("line\n1\n2\n");
        harness.Folder.Write("in.txt", "3\n");
        await harness.Checkpoints.DeleteAsync(PipelineHarness.Stream);
        await harness.RunAsync(Append);

        harness.Folder.Read("out.csv").ShouldBe("line\n1\n2\n3\n");
        File.Exists(harness.Folder.At("out.csv.appending")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_run_that_crashes_adds_each_row_once(int seed)
    {
        var random = new Random(seed);
        var store = new CrashingCheckpointStore(new InMemoryStore().Checkpoints);
        using var harness = new PipelineHarness { Checkpoints = store, Options = new() { ChunkSize = 64, MaxRecordLength = 1024 } };
        harness.Folder.Write("out.csv", "line\nolder\n");
        harness.Folder.Write("in.txt", string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i}\n")));
        var graph = harness.Graph(Append);
        for (var crash = 0; crash < 5; crash++)
        {
            var at = 1 + random.Next(20);
            store.Plan(1 + random.Next(at), at, random.Next(2) == 0);
            await Should.ThrowAsync<SimulatedCrashException>(() => harness.ResumeAsync(graph));
            harness.Folder.Read("out.csv").ShouldStartWith("line\nolder\n");
        }

        store.Plan(0, 0, false);
        await harness.ResumeAsync(graph);

        harness.Folder.Read("out.csv").ShouldBe("line\nolder\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i}\n")), $"seed {seed}");
    }

    [Fact]
    public async Task Rows_of_a_live_run_are_visible_at_once_and_stay_over_a_stop()
    {
        using var harness = new PipelineHarness { CheckpointInterval = TimeSpan.FromHours(1) };
        harness.Folder.Write("in.txt", "1\n");
        var graph = harness.Graph("name: a\nsource: { file: { path: in.txt, follow: true } }\nsink: { file: out.ndjson }");
        await using (var run = await harness.StartAsync(graph))
        {
            await AppearsAsync(harness, "{\"line\":\"1\"}\n");
            await run.AbortAsync();
        }

        // A followed file's run takes its first checkpoint before the first record, so a run that was cut off goes on from that one.
        await using (var run = await harness.StartAsync(graph, await harness.Checkpoints.LoadAsync(PipelineHarness.Stream)))
        {
            await AppearsAsync(harness, "{\"line\":\"1\"}\n");
            await run.DrainAsync().WaitAsync(Generous);
        }

        await File.AppendAllTextAsync(harness.Folder.At("in.txt"), "2\n");
        await using (var run = await harness.StartAsync(graph, await harness.Checkpoints.LoadAsync(PipelineHarness.Stream)))
        {
            await AppearsAsync(harness, "{\"line\":\"1\"}\n{\"line\":\"2\"}\n");
            await run.DrainAsync().WaitAsync(Generous);
        }

        File.Exists(harness.Folder.At("out.ndjson.appending")).ShouldBeTrue("the run is not over");
    }

    [Fact]
    public async Task A_second_run_on_the_same_file_fails_instead_of_mixing_rows()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.txt", "1\n");
        var graph = harness.Graph("name: a\nsource: { file: { path: in.txt, follow: true } }\nsink: { file: out.ndjson }");
        await using var run = await harness.StartAsync(graph);

        var error = await Should.ThrowAsync<StreamException>(() => harness.StartAsync(graph));

        error.Code.ShouldBe("sink-unwritable");
        error.Message.ShouldContain("no other run writes it");
        await run.DrainAsync().WaitAsync(Generous);
    }

    [Fact]
    public async Task A_file_that_lost_rows_is_not_gone_on_with()
    {
        var store = new CrashingCheckpointStore(new InMemoryStore().Checkpoints);
        using var harness = new PipelineHarness { Checkpoints = store, Options = new() { ChunkSize = 16, MaxRecordLength = 1024 } };
        harness.Folder.Write("in.txt", string.Concat(Enumerable.Range(0, 100).Select(i => $"{i}\n")));
        var graph = harness.Graph(Append);
        store.Plan(5, 5, isAfter: true);
        await Should.ThrowAsync<SimulatedCrashException>(() => harness.RunAsync(graph));
        harness.Folder.Write("out.csv", "line\n");

        store.Plan(0, 0, false);
        var error = await Should.ThrowAsync<StreamException>(() => harness.ResumeAsync(graph));

        error.Code.ShouldBe("sink-changed");
        harness.Folder.Read("out.csv").ShouldBe("line\n");
    }

    [Fact]
    public async Task A_folder_under_the_name_is_a_clear_error()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.txt", "1\n");
        Directory.CreateDirectory(harness.Folder.At("out.csv"));

        (await harness.FailAsync(harness.Graph(Append))).Message.ShouldContain("a folder has that name");
    }

    private static async Task AppearsAsync(PipelineHarness harness, string content)
    {
        var source = FlexCore.Streams.Sources.Follow.FollowSource.Open(
            new FlexCore.Streams.Sources.Follow.FollowSourcePlan(harness.Folder.At("out.ndjson"), FlexCore.Streams.Definition.Framing.Lines, HasHeader: false),
            FlexCore.Streams.Tests.Sources.SourceReading.Start(TimeProvider.System));
        await using var _ = source;
        var seen = string.Empty;
        while (seen != content)
        {
            SourceRead read = await FlexCore.Streams.Tests.Sources.SourceReading.NextAsync(source);
            seen += string.Concat(FlexCore.Streams.Tests.Sources.SourceReading.Lines(read).Select(line => line + "\n"));
            content.ShouldStartWith(seen);
        }
    }
}
