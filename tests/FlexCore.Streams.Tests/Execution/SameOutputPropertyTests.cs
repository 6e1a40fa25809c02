using System.Globalization;
using FlexCore.Application.Streams;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Tests.UserOperators;
using FlexCore.Streams.UserOperators;
using FlexCore.Testing.Storage;

namespace FlexCore.Streams.Tests.Execution;

/// <summary>The output of a pipeline depends on the input alone: byte for byte the same for any chunk size, parallelism, partitions and crash.</summary>
public sealed class SameOutputPropertyTests
{
    private const int MaxRecordLength = 1024;
    private static readonly string[] Outputs = ["out.ndjson", "copy.ndjson", "dead.ndjson", "side.ndjson"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_way_of_cutting_and_crashing_gives_the_same_bytes(int seed)
    {
        var pipeline = new RandomPipeline(seed);
        var random = new Random(seed);
        using var reference = Harness(new InMemoryStore().Checkpoints, 64 * 1024, TimeSpan.FromHours(1));
        pipeline.WriteInputs(reference.Folder);
        var expectedProgress = await reference.RunAsync(Yaml(pipeline, partitions: 1, workers: 1));
        var expected = Read(reference);

        for (var variation = 0; variation < 4; variation++)
        {
            var chunkSize = 16 + random.Next(random.Next(2) == 0 ? 300 : 20_000);
            var yaml = Yaml(pipeline, 1 + random.Next(4), 1 + random.Next(4));
            var store = new CrashingCheckpointStore(new InMemoryStore().Checkpoints);
            using var harness = Harness(store, chunkSize, TimeSpan.Zero);
            CopyInputs(reference.Folder, harness.Folder);

            var (progress, crashes) = await RunWithCrashesAsync(harness, store, yaml, random);

            var context = $"seed {seed}, variation {variation}, chunk size {chunkSize}, {crashes} crashes\n{yaml}";
            var actual = Read(harness);
            for (var i = 0; i < Outputs.Length; i++)
            {
                Relocate(actual[i], harness.Folder).ShouldBe(Relocate(expected[i], reference.Folder), $"{Outputs[i]}, {context}");
            }

            (progress with { Checkpoints = 0 }).ShouldBe(expectedProgress with { Checkpoints = 0 }, context);
        }
    }

    private static async Task<(StreamProgress Progress, int Crashes)> RunWithCrashesAsync(
        PipelineHarness harness, CrashingCheckpointStore store, string yaml, Random random)
    {
        var graph = harness.Graph(yaml);
        var crashes = 0;
        while (true)
        {
            var crashAt = crashes < 4 ? 1 + random.Next(1 + random.Next(30)) : 0;
            var isAfter = random.Next(2) == 0;
            store.Plan(isAfter ? crashAt : 1 + random.Next(Math.Max(1, crashAt)), crashAt, isAfter);
            try
            {
                return (await harness.ResumeAsync(graph), crashes);
            }
            catch (SimulatedCrashException)
            {
                crashes++;
            }
        }
    }

    private static PipelineHarness Harness(ICheckpointStore store, int chunkSize, TimeSpan interval) => new()
    {
        Checkpoints = store,
        CheckpointInterval = interval,
        Clock = new HurriedClock(),
        Operators = new OperatorRegistry(WordsOperator.Description, RunningTotalOperator.Description),
        Options = new StreamsOptions { ChunkSize = chunkSize, MaxRecordLength = MaxRecordLength },
    };

    private static string Yaml(RandomPipeline pipeline, int partitions, int workers) => pipeline.Yaml
        .Replace("PARTITIONS", partitions.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("WORKERS", workers.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string[] Read(PipelineHarness harness) => [.. Outputs.Select(name => File.Exists(harness.Folder.At(name)) ? harness.Folder.Read(name) : string.Empty)];

    // Dead letters name their input by its absolute path.
    private static string Relocate(string text, TestFolder folder) => text.Replace(folder.Path, "FOLDER", StringComparison.Ordinal);

    private static void CopyInputs(TestFolder from, TestFolder to)
    {
        foreach (var path in Directory.GetFiles(from.Path, "in*"))
        {
            File.Copy(path, to.At(Path.GetFileName(path)));
        }
    }
}
