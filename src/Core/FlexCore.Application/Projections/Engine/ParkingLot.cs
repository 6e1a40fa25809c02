using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>The parked events of a generation, in memory as they are stored. Used by one thread at a time.</summary>
internal sealed class ParkingLot
{
    private readonly SortedDictionary<(int Shard, long Offset), ParkedEvent> _parked = [];
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);

    public int Count => _parked.Count;

    /// <summary>When the next group is to be tried; <see langword="null"/> when none is by itself.</summary>
    public DateTimeOffset? NextRetry => _parked.Values.Min(static parked => parked.RetryAt);

    public bool IsBlocked(string group) => _groups.ContainsKey(group);

    public void Reset(IEnumerable<ParkedEvent> stored)
    {
        _parked.Clear();
        _groups.Clear();
        foreach (var parked in stored)
        {
            Put(parked);
        }
    }

    public void Put(ParkedEvent parked)
    {
        if (!_parked.ContainsKey((parked.Shard, parked.Offset)))
        {
            _groups[parked.Group] = _groups.GetValueOrDefault(parked.Group) + 1;
        }

        _parked[(parked.Shard, parked.Offset)] = parked;
    }

    public void Release(ParkedEvent parked)
    {
        if (_parked.Remove((parked.Shard, parked.Offset)) && --_groups[parked.Group] == 0)
        {
            _groups.Remove(parked.Group);
        }
    }

    /// <summary>The events of each group that is due, in the order of their places.</summary>
    public List<List<ParkedEvent>> Due(DateTimeOffset now)
    {
        var due = _parked.Values.Where(parked => parked.RetryAt <= now).Select(static parked => parked.Group).ToHashSet(StringComparer.Ordinal);
        return [.. _parked.Values.Where(parked => due.Contains(parked.Group)).GroupBy(static parked => parked.Group, StringComparer.Ordinal).Select(static group => group.ToList())];
    }
}
