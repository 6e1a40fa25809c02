using System.Runtime.CompilerServices;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Testing.Storage;

/// <summary>Event topics in memory: for tests, and for work that need not survive the process.</summary>
/// <remarks>
/// Keeps the contract of the port but for durability, and passes the same conformance suite as the journal's. Bounded by
/// <see cref="BytesMax"/> for each topic. Thread-safe.
/// </remarks>
/// <param name="clock">Stamps appends.</param>
public sealed class InMemoryEventTopics(TimeProvider clock) : IEventTopics, IEntityDirectory
{
    private const string Kind = "event-topic";

    private readonly Lock _gate = new();
    private readonly Dictionary<EntityId, InMemoryTopic> _topics = [];

    /// <summary>The most bytes that one topic may hold; beyond it an append is refused as <c>backlog-full</c>.</summary>
    /// <value>The default value is 256 MiB.</value>
    public long BytesMax { get; set; } = 256L * 1024 * 1024;

    /// <summary>Refuses the next appends as a full mailbox does.</summary>
    /// <value>The default value is 0.</value>
    public int OverloadedAppends { get; set; }

    /// <inheritdoc/>
    public ValueTask<EventTopicReply> AppendAsync(EventTopicAppend append, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(append);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var topic = TopicOf(append.Security, append.Topic);
            if (OverloadedAppends > 0)
            {
                OverloadedAppends--;
                return new(new EventTopicReply(new Refusal("overloaded", $"The topic '{append.Topic}' is busy. Send again later."), topic.Position, topic.Records));
            }

            if (topic.Bytes + append.Lines.Length > BytesMax)
            {
                return new(new EventTopicReply(new Refusal("backlog-full", $"The topic '{append.Topic}' holds {topic.Bytes:N0} bytes of at most {BytesMax:N0}."), topic.Position, topic.Records));
            }

            return new(topic.Append(append, clock.GetUtcNow()));
        }
    }

    /// <inheritdoc/>
    public ValueTask<EventTopicBatch?> ReadAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new(TopicOf(security, topic).After(after));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<EventTopicBatch> SubscribeAsync(
        SecurityContext security, string topic, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            EventTopicBatch? batch;
            Task appended;
            lock (_gate)
            {
                var log = TopicOf(security, topic);
                batch = log.After(after);
                appended = log.NextAppend;
            }

            if (batch is null)
            {
                await appended.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            after = batch.Position;
            yield return batch;
        }
    }

    /// <inheritdoc/>
    public ValueTask<EventTopicEnd> GetEndAsync(SecurityContext security, string topic, string? producer = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var log = TopicOf(security, topic);
            return new(new EventTopicEnd(log.Position, log.Records, log.Bytes, producer is null ? 0 : log.RowOf(producer)));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<EntityId> ListAsync(string kind, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var id in OfKind(kind))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EntityId>> ReadAsync(EntityRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        return new(InMemoryEntityDirectory.PartOf(range, OfKind(range.Kind)));
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(EntityRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        return new(OfKind(range.Kind).LongCount(range.Contains));
    }

    private EntityId[] OfKind(string kind)
    {
        lock (_gate)
        {
            return [.. _topics.Where(topic => topic.Value.Records > 0 && topic.Key.Kind == kind).Select(topic => topic.Key)];
        }
    }

    private InMemoryTopic TopicOf(SecurityContext security, string topic)
    {
        ArgumentNullException.ThrowIfNull(security);
        var id = new EntityId(security.Tenant, Kind, topic);
        if (!_topics.TryGetValue(id, out var found))
        {
            _topics[id] = found = new InMemoryTopic();
        }

        return found;
    }
}
