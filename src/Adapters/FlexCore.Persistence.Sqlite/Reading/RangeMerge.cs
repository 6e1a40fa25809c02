using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Persistence.Sqlite.Reading;

/// <summary>Puts a part of the list of entities together from what memory knows and what the index has, each in order. Used by one call.</summary>
internal sealed class RangeMerge(EntityRange range, IEnumerable<EntityId> fresh)
{
    private readonly Queue<EntityId> _fresh = new(fresh.OrderBy(static id => id.Key, StringComparer.Ordinal));
    private int _skip = range.Skip;

    /// <summary>The part.</summary>
    public List<EntityId> Items { get; } = [];

    /// <summary>Whether the part has as many as are wanted.</summary>
    public bool IsFull => Items.Count >= range.Limit;

    /// <summary>Takes the next entity of the index, and those of memory that come before it.</summary>
    public void Add(EntityId id)
    {
        while (_fresh.TryPeek(out var first) && string.CompareOrdinal(first.Key, id.Key) <= 0)
        {
            _fresh.Dequeue();
            if (!first.Equals(id))
            {
                Take(first);
            }
        }

        Take(id);
    }

    /// <summary>Takes what memory has behind the index's last one.</summary>
    public void End()
    {
        while (!IsFull && _fresh.TryDequeue(out var next))
        {
            Take(next);
        }
    }

    private void Take(EntityId id)
    {
        if (IsFull || !range.Contains(id))
        {
            return;
        }

        if (_skip > 0)
        {
            _skip--;
            return;
        }

        Items.Add(id);
    }
}
