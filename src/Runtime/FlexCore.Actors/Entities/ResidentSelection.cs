using FlexCore.Application.Inspection;

namespace FlexCore.Actors.Entities;

/// <summary>The first entities of an order, found without sorting all of them. Used by one reading on one thread; keeps at most the wanted number.</summary>
internal sealed class ResidentSelection(int limit)
{
    // The least of those kept comes out first.
    private readonly PriorityQueue<Func<ResidentEntity>, (double Rank, string Id)> _kept = new(Comparer<(double Rank, string Id)>.Create(static (one, other) =>
        one.Rank != other.Rank ? one.Rank.CompareTo(other.Rank) : string.CompareOrdinal(other.Id, one.Id)));

    /// <summary>How many were offered.</summary>
    internal int Total { get; private set; }

    internal void Offer(double rank, string id, Func<ResidentEntity> look)
    {
        Total++;
        if (_kept.Count < limit)
        {
            _kept.Enqueue(look, (rank, id));
        }
        else
        {
            _kept.EnqueueDequeue(look, (rank, id));
        }
    }

    /// <summary>The kept ones, the first first.</summary>
    internal IReadOnlyList<ResidentEntity> Take()
    {
        var taken = new List<ResidentEntity>(_kept.Count);
        while (_kept.TryDequeue(out var look, out _))
        {
            taken.Add(look());
        }

        taken.Reverse();
        return taken;
    }
}
