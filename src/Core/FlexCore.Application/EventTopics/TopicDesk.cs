using FlexCore.Application.Topics;
using FlexCore.Domain;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>What one process keeps ready about one topic: its newest records, its end, and its running readers.</summary>
/// <remarks>Thread-safe. Losing it costs nothing but a read: everything in it is in the journal.</remarks>
internal sealed class TopicDesk
{
    // The bus takes names of 200 characters; a longer one is told apart by its hash, and a wrong wake-up only costs a look.
    private const int HintNameLengthMax = 150;
    private static readonly byte[] HintPayload = "{}"u8.ToArray();

    private readonly Lock _consumersGate = new();
    private readonly List<TopicConsumer> _consumers = [];
    private int _users;
    private long _endBytes;

    public TopicDesk(TenantId tenant, string topic, int recentBytesMax)
    {
        Id = new EntityId(tenant, EventTopicDecider.Kind, topic);
        Recent = new RecentEntries(recentBytesMax);
        var name = topic.Length <= HintNameLengthMax ? topic : $"{topic[..HintNameLengthMax]}:{Id.StableHash:x}";
        Hint = new TopicMessage(new SecurityContext(tenant, "service:event-topics"), $"event-topic:{name}", HintPayload);
    }

    public EntityId Id { get; }

    /// <summary>Held while a command and the read that belongs to it are posted, so that nothing comes between them.</summary>
    public Lock Posting { get; } = new();

    public RecentEntries Recent { get; }

    /// <summary>Says that the topic has grown.</summary>
    public TopicMessage Hint { get; }

    /// <summary>Whether nobody reads or appends now.</summary>
    public bool IsIdle => Volatile.Read(ref _users) == 0;

    public void Enter() => Interlocked.Increment(ref _users);

    public void Leave() => Interlocked.Decrement(ref _users);

    /// <summary>Notes how many bytes the topic has; it never shrinks.</summary>
    public void Grow(long bytes)
    {
        var known = Volatile.Read(ref _endBytes);
        while (bytes > known)
        {
            var seen = Interlocked.CompareExchange(ref _endBytes, bytes, known);
            if (seen == known)
            {
                return;
            }

            known = seen;
        }
    }

    public void Add(TopicConsumer consumer)
    {
        lock (_consumersGate)
        {
            _consumers.Add(consumer);
        }
    }

    public void Remove(TopicConsumer consumer)
    {
        lock (_consumersGate)
        {
            _consumers.Remove(consumer);
        }
    }

    /// <summary>How many bytes the topic has, as far as is known here.</summary>
    public long EndBytes => Volatile.Read(ref _endBytes);

    /// <summary>How many bytes the slowest running reader here has taken; null without one that has taken any.</summary>
    public long? SlowestSeen()
    {
        lock (_consumersGate)
        {
            long? slowest = null;
            foreach (var consumer in _consumers)
            {
                slowest = consumer.Seen is { } seen && (slowest is null || seen < slowest) ? seen : slowest;
            }

            return slowest;
        }
    }

    /// <summary>How many bytes the slowest running reader here has before it; 0 without one.</summary>
    public long UnreadBytes() => SlowestSeen() is { } seen ? Math.Max(0, EndBytes - seen) : 0;
}
