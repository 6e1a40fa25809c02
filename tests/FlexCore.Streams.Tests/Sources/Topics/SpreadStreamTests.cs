using System.Text;
using System.Text.Json;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Keys;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Streams.Tests.Sources.Topics;

/// <summary>
/// What a spread pipeline means: each partition gives, byte for byte and whatever crashes, what a pipeline gives that is fed with its records alone; and for each key the partitions together
/// give what one stream gives.
/// </summary>
public sealed class SpreadStreamTests
{
    // Times jump back by less than a minute, so no record is late for anyone.
    private static readonly string[] Pipelines =
    [
        "{ map: { twice: 'n * 2' } }, { filter: n % 3 !== 0 }",
        "{ window: { tumbling: 1m, time: at, lateness: 1m, by: [user], aggregate: { n: count(), total: sum(n) } } }",
        "{ window: { sliding: { size: 2m, every: 1m }, time: at, lateness: 1m, by: [path, user], aggregate: { n: count() } } }, { group: { by: user, aggregate: { all: sum(n) } } }",
        "{ window: { session: { gap: 30s }, time: at, lateness: 1m, by: user, aggregate: { n: count(), last: last(n) } } }",
        "{ dedupe: { by: [user, path] } }",
        "{ rateOfChange: { field: n, time: n, by: user } }, { select: [user, n, rate] }",
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Partitions_give_what_one_stream_gives_whatever_crashes(int seed)
    {
        var random = new Random(seed);
        var steps = Pipelines[seed % Pipelines.Length];
        var partitions = 2 + random.Next(4);
        var records = Records(random, 40 + random.Next(400));
        var whole = await RunAlonePipelineAsync(records, steps);

        var topics = await TopicsAsync(records, random);
        var outputs = new List<string>();
        for (var partition = 0; partition < partitions; partition++)
        {
            var own = records.Where(record => PartitionOf(record, partitions) == partition).ToList();
            var alone = await RunAlonePipelineAsync(own, steps);
            var spread = await RunPartitionAsync(topics, steps, partition, partitions, random);
            spread.ShouldBe(alone, $"seed {seed}, partition {partition} of {partitions}: {steps}");
            outputs.Add(spread);
        }

        var context = $"seed {seed}, {partitions} partitions: {steps}";
        var together = ByKey(string.Concat(outputs));
        var expected = ByKey(whole);
        together.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Keys.Order(StringComparer.Ordinal), context);
        foreach (var (user, rows) in expected)
        {
            together[user].ShouldBe(rows, $"user {user}, {context}");
        }
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_a_dead_letter_of_one_partition_with_its_own_number()
    {
        var topics = new InMemoryEventTopics(new ManualClock());
        await AppendAsync(topics, "in", "{\"user\":\"a\"}\n[2]\n{\"user\":\"b\"}\n");
        using var harness = Harness(topics, new InMemoryStore().Checkpoints);
        var graph = harness.Graph(
            "{ name: s, source: { topic: in }, steps: [ { parse: json } ], sink: { topic: out }, onError: deadletter, deadLetter: { topic: dead }, spread: { partitions: 4, by: user } }");

        for (var partition = 0; partition < 4; partition++)
        {
            await using var run = await harness.StartPartitionAsync(graph, partition);
            await run.Completion.WaitAsync(Generous);
        }

        var dead = (await ReadAsync(topics, "dead")).TrimEnd('\n');
        dead.ShouldNotContain("\n");
        dead.ShouldContain("\"line\":2,");
    }

    [Fact]
    public async Task A_partition_without_records_takes_its_place_along()
    {
        var topics = new InMemoryEventTopics(new ManualClock());
        var mine = PartitionOf("{\"user\":\"a\"}", 2);
        var line = $"{{\"user\":\"a\",\"text\":\"{new string('x', 1000)}\"}}\n";
        for (var i = 0; i < 10; i++)
        {
            await AppendAsync(topics, "in", string.Concat(Enumerable.Repeat(line, 100)));
        }

        using var harness = Harness(topics, new InMemoryStore().Checkpoints);
        var graph = harness.Graph(Spread("{ filter: 'true' }", 2));
        await using (var run = await harness.StartPartitionAsync(graph, 1 - mine))
        {
            await run.Completion.WaitAsync(Generous);
            run.Progress.RecordsIn.ShouldBe(0);
            run.Progress.Checkpoints.ShouldBeGreaterThan(2);
        }

        await using var own = await harness.StartPartitionAsync(graph, mine);
        await own.Completion.WaitAsync(Generous);
        own.Progress.RecordsIn.ShouldBe(1000);
    }

    [Fact]
    public async Task Without_a_partition_a_run_has_all_records()
    {
        var topics = await TopicsAsync(Records(new Random(1), 50), new Random(1));
        using var harness = Harness(topics, new InMemoryStore().Checkpoints);

        var progress = await harness.RunAsync(harness.Graph(Spread("{ filter: 'true' }", 4)));

        progress.RecordsIn.ShouldBe(50);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public async Task A_partition_that_the_pipeline_has_not_is_a_fault(int partition)
    {
        using var harness = Harness(new InMemoryEventTopics(new ManualClock()), new InMemoryStore().Checkpoints);
        var graph = harness.Graph(Spread("{ filter: 'true' }", 4));
        (await Should.ThrowAsync<ArgumentOutOfRangeException>(() => harness.StartPartitionAsync(graph, partition))).Message.ShouldContain("4 partitions");
    }

    [Fact]
    public void Another_key_or_number_of_partitions_is_another_pipeline()
    {
        using var harness = new PipelineHarness();
        var steps = "{ filter: 'true' }";
        var prints = new[]
        {
            harness.Graph(Spread(steps, 2)).Fingerprint,
            harness.Graph(Spread(steps, 3)).Fingerprint,
            harness.Graph(Spread(steps, 2).Replace("by: user", "by: path", StringComparison.Ordinal)).Fingerprint,
            harness.Graph(Alone(steps)).Fingerprint,
        };
        prints.Distinct().Count().ShouldBe(prints.Length);
    }

    private static TimeSpan Generous => TimeSpan.FromSeconds(60);

    private static List<string> Records(Random random, int count)
    {
        var records = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var at = DateTimeOffset.UnixEpoch.AddSeconds((i * 7) + random.Next(50));
            records.Add($$"""{"user":"u{{random.Next(12)}}","path":"/{{random.Next(3)}}","n":{{i}},"at":"{{at:yyyy-MM-ddTHH:mm:ss}}Z"}""");
        }

        return records;
    }

    private static async Task<string> RunAlonePipelineAsync(List<string> records, string steps)
    {
        var topics = await TopicsAsync(records, new Random(0));
        using var harness = Harness(topics, new InMemoryStore().Checkpoints);
        await harness.RunAsync(harness.Graph(Alone(steps)));
        return await ReadAsync(topics, "out");
    }

    private static async Task<string> RunPartitionAsync(InMemoryEventTopics topics, string steps, int partition, int partitions, Random random)
    {
        var before = (await topics.GetEndAsync(SecurityContext.Development, "out")).Records;
        var store = new CrashingCheckpointStore(new InMemoryStore().Checkpoints);
        using var harness = Harness(topics, store);
        var graph = harness.Graph(Spread(steps, partitions));
        for (var crash = 0; crash < 3; crash++)
        {
            var at = 1 + random.Next(6);
            var isAfter = random.Next(2) == 0;
            store.Plan(isAfter ? at : 1 + random.Next(at), at, isAfter);
            await using var run = await harness.StartPartitionAsync(graph, partition);
            await run.Completion.WaitAsync(Generous).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        store.Plan(0, 0, false);
        await using var last = await harness.StartPartitionAsync(graph, partition);
        await last.Completion.WaitAsync(Generous);
        return string.Concat((await ReadAsync(topics, "out")).Split('\n').Skip((int)before).Where(row => row.Length > 0).Select(row => row + "\n"));
    }

    private static string Alone(string steps) => $"{{ name: s, source: {{ topic: in }}, steps: [ {{ parse: json }}, {steps} ], sink: {{ topic: out }} }}";

    private static string Spread(string steps, int partitions) =>
        $"{{ name: s, source: {{ topic: in }}, steps: [ {{ parse: json }}, {steps} ], sink: {{ topic: out }}, spread: {{ partitions: {partitions}, by: user }} }}";

    private static int PartitionOf(string record, int partitions)
    {
        var bytes = Encoding.UTF8.GetBytes(record);
        return new KeySpread(new SpreadDefinition(partitions, "user")).PartitionOf(bytes, 0, bytes.Length);
    }

    private static Dictionary<string, string> ByKey(string rows) => rows.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .GroupBy(row => JsonDocument.Parse(row).RootElement.GetProperty("user").GetString() ?? "", StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => string.Join('\n', group), StringComparer.Ordinal);

    private static PipelineHarness Harness(InMemoryEventTopics topics, ICheckpointStore store) =>
        new() { EventTopics = new EndingTopics(topics), Checkpoints = store };

    private static async Task<InMemoryEventTopics> TopicsAsync(List<string> records, Random random)
    {
        var topics = new InMemoryEventTopics(new ManualClock());
        for (var i = 0; i < records.Count;)
        {
            var count = Math.Min(1 + random.Next(20), records.Count - i);
            await AppendAsync(topics, "in", string.Concat(records.Skip(i).Take(count).Select(record => record + "\n")));
            i += count;
        }

        return topics;
    }

    private static async Task AppendAsync(InMemoryEventTopics topics, string topic, string lines)
    {
        var append = new EventTopicAppend(SecurityContext.Development, topic, Encoding.UTF8.GetBytes(lines), lines.Count(c => c == '\n'), "test");
        (await topics.AppendAsync(append)).Refusal.ShouldBeNull();
    }

    private static async Task<string> ReadAsync(InMemoryEventTopics topics, string topic)
    {
        var text = new StringBuilder();
        await foreach (var batch in new EndingTopics(topics).SubscribeAsync(SecurityContext.Development, topic, 0))
        {
            text.Append(Encoding.UTF8.GetString(batch.Lines.Span));
        }

        return text.ToString();
    }
}
