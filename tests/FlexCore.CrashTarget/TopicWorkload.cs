using System.Globalization;
using System.Text;
using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Actors.Topics;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;
using FlexCore.Domain.EventTopics;
using FlexCore.Persistence;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.CrashTarget;

/// <summary>
/// Many producers append to a few topics at once: single records, batches, some with an idempotency key, one with numbered rows. Acknowledged:
/// <c>ack run producer place topic firstRecord lastRecord</c>; the records of an append say run, producer, place and their number in it.
/// </summary>
public sealed class TopicWorkload : ICrashWorkload
{
    public const int ProducerCount = 16;
    private const int TopicCount = 3;

    public string Name => "topics";

    public static string TopicOf(int producer) => $"topic-{producer % TopicCount}";

    public static int CountOf(int place) => place % 4 == 3 ? 25 : 1;

    public static string KeyOf(int run, int producer, int place) => $"{run}-{producer}-{place}";

    public static EventTopicAppend AppendOf(int run, int producer, int place)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < CountOf(place); i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"\"{run} {producer} {place} {i}\"\n");
        }

        return new EventTopicAppend(SecurityContext.Development, TopicOf(producer), Encoding.UTF8.GetBytes(lines.ToString()), CountOf(place), "crash")
        {
            IdempotencyKey = place % 2 == 1 ? KeyOf(run, producer, place) : null,
        };
    }

    public static EventTopics OpenTopics(ActorSystem system, IStore store, OwnedShards shards, ICollection<IAsyncDisposable> owned)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(owned);
        var definition = new EntityDefinition<EventTopicState, EventTopicCommand, EventTopicEvent>(
            EventTopicDecider.Kind, new EventTopicDecider(), EventTopicCodecs.Events)
        {
            Snapshots = EventTopicCodecs.Snapshots,
        };
        var region = new EntityRegion<EventTopicState, EventTopicCommand, EventTopicEvent>(
            system, definition, new EntityStorage(store.Journal, store.Snapshots, shards), new EntityOptions { SnapshotEvery = 100, IdempotencyKeysMax = 10_000 });
        owned.Add(region);
        return new EventTopics(region, store.Journal, new TopicBus(new TopicOptions()), new EventTopicOptions(), TimeProvider.System);
    }

    public async Task RunAsync(IStore store, AcknowledgementLog log, int seed)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(log);
        var system = new ActorSystem(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await using (system.ConfigureAwait(false))
        {
            var owned = new List<IAsyncDisposable>();
            var topics = OpenTopics(system, store, await OwnedShards.AcquireAllAsync(store.Leases, $"run-{seed}").ConfigureAwait(false), owned);
            await Task.WhenAll(Enumerable.Range(0, ProducerCount).Select(producer => ProduceAsync(topics, log, seed, producer))).ConfigureAwait(false);
        }
    }

    private static async Task ProduceAsync(EventTopics topics, AcknowledgementLog log, int run, int producer)
    {
        for (var place = 0; ; place++)
        {
            var reply = await topics.AppendAsync(AppendOf(run, producer, place)).ConfigureAwait(false);
            log.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"ack {run} {producer} {place} {reply.Refusal?.Code ?? "taken"} {reply.LastRecord - CountOf(place) + 1} {reply.LastRecord}"));
        }
    }
}
