using System.Collections.Concurrent;
using FlexCore.Domain;

namespace FlexCore.Application.EventTopics;

/// <summary>The topics kept ready in memory, bounded. Thread-safe.</summary>
internal sealed class TopicDesks(EventTopicOptions options)
{
    private readonly ConcurrentDictionary<(TenantId Tenant, string Topic), TopicDesk> _desks = new();

    public int Count => _desks.Count;

    /// <summary>The desks of this moment.</summary>
    public IEnumerable<TopicDesk> All => _desks.Select(static pair => pair.Value);

    /// <summary>The topic's desk, entered: the caller leaves it.</summary>
    /// <exception cref="InvalidIdentifierException">The topic's name breaks its rule.</exception>
    public TopicDesk Enter(TenantId tenant, string topic)
    {
        if (!_desks.TryGetValue((tenant, topic), out var desk))
        {
            desk = _desks.GetOrAdd((tenant, topic), new TopicDesk(tenant, topic, options.RecentBytesMax));
            Trim();
        }

        desk.Enter();
        return desk;
    }

    // A desk that somebody enters while it leaves is merely not found by the next caller, who then makes another.
    private void Trim()
    {
        if (_desks.Count <= options.ResidentMax)
        {
            return;
        }

        foreach (var (key, desk) in _desks)
        {
            if (desk.IsIdle)
            {
                _desks.TryRemove(KeyValuePair.Create(key, desk));
            }
        }
    }
}
