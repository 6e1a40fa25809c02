using System.Globalization;
using System.Text;
using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Application.EventTopics;
using FlexCore.CrashTarget;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Hosting.Tests.EventTopics;

/// <summary>Ingest against real processes: killed with SIGKILL at random points of one folder's life.</summary>
public sealed class TopicKillNineTests
{
    private const int KillCount = 8;
    private const int Seed = 20_261_127;

    [Fact]
    public async Task Killed_again_and_again_topics_keep_every_acknowledged_record_at_its_number_and_know_the_keys()
    {
        using var folder = new TempFolder();
        var random = new Random(Seed);
        var acknowledged = new Dictionary<(int Run, int Producer, int Place), (long First, long Last)>();
        for (var run = 1; run <= KillCount; run++)
        {
            var lineCount = random.Next(2, 2_000);
            var where = $"seed {Seed}, run {run} killed after {lineCount} lines";
            using (var child = CrashProcess.Start("topics", folder.Path, run))
            {
                foreach (var line in (await child.KillAfterAsync(lineCount)).Where(line => line != "ready"))
                {
                    var parts = line.Split(' ');
                    parts[4].ShouldBe("taken", $"{where}: {line}");
                    acknowledged.Add((Number(parts[1]), Number(parts[2]), Number(parts[3])), (Number(parts[5]), Number(parts[6])));
                }
            }

            await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.Path, ShardCount = 8 });
            await VerifyAsync(store, acknowledged, run, where);
        }

        acknowledged.Count.ShouldBeGreaterThan(KillCount);
    }

    private static async Task VerifyAsync(
        SqliteStore store, Dictionary<(int Run, int Producer, int Place), (long First, long Last)> acknowledged, int run, string where)
    {
        await using var system = new ActorSystem(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        var owned = new List<IAsyncDisposable>();
        var topics = TopicWorkload.OpenTopics(system, store, await OwnedShards.AcquireAllAsync(store.Leases, "test"), owned);
        var logs = new Dictionary<string, string[]>();
        for (var producer = 0; producer < TopicWorkload.ProducerCount; producer++)
        {
            var topic = TopicWorkload.TopicOf(producer);
            if (!logs.ContainsKey(topic))
            {
                logs[topic] = await ReadAsync(topics, topic);
                logs[topic].Distinct().Count().ShouldBe(logs[topic].Length, $"{where}: {topic} holds a record twice");
            }
        }

        foreach (var ((ackRun, producer, place), (first, last)) in acknowledged)
        {
            var log = logs[TopicWorkload.TopicOf(producer)];
            for (var i = 0; first + i <= last; i++)
            {
                log[first + i - 1].ShouldBe($"\"{ackRun} {producer} {place} {i}\"", $"{where}: record {first + i} of {TopicWorkload.TopicOf(producer)}");
            }
        }

        foreach (var ((ackRun, producer, place), (_, last)) in acknowledged.Where(entry => entry.Key.Run == run && entry.Key.Place % 2 == 1).Take(20))
        {
            (await topics.AppendAsync(TopicWorkload.AppendOf(ackRun, producer, place))).LastRecord.ShouldBe(last, $"{where}: the key of an acknowledged append");
        }

        foreach (var region in owned)
        {
            await region.DisposeAsync();
        }
    }

    private static async Task<string[]> ReadAsync(Application.EventTopics.EventTopics topics, string topic)
    {
        var text = new StringBuilder();
        var position = 0L;
        var next = 1L;
        while (await topics.ReadAsync(SecurityContext.Development, topic, position) is { } batch)
        {
            batch.FirstRecord.ShouldBe(next);
            (next, position) = (next + batch.Count, batch.Position);
            text.Append(Encoding.UTF8.GetString(batch.Lines.Span));
        }

        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
