using FlexCore.Streams.Keys;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Grouping;

/// <summary>All groups of one window or of a part of overlapping windows, over all partitions; a group step has one pane.</summary>
/// <remarks>During the parallel part of a batch each partition touches only its own set; everything else happens on the operator's thread.</remarks>
internal sealed class Pane
{
    private readonly KeyedPlan _plan;
    private readonly GroupSet[] _partitions;

    /// <summary>Creates an empty pane.</summary>
    /// <param name="plan">Keys, aggregates and partitions.</param>
    /// <param name="start">The window's first millisecond.</param>
    /// <param name="end">The first millisecond behind the window.</param>
    public Pane(KeyedPlan plan, long start, long end)
    {
        _plan = plan;
        Start = start;
        End = end;
        _partitions = new GroupSet[plan.Partitions];
        for (var i = 0; i < _partitions.Length; i++)
        {
            _partitions[i] = new GroupSet(plan);
        }
    }

    /// <summary>The window's first millisecond since the epoch.</summary>
    public long Start { get; }

    /// <summary>The first millisecond behind the window.</summary>
    public long End { get; }

    /// <summary>How many groups there are.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var partition in _partitions)
            {
                count += partition.Count;
            }

            return count;
        }
    }

    /// <summary>Adds rows to a partition.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="hashes">The hash of each row's key.</param>
    public void Add(int partition, RecordBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<ulong> hashes) =>
        _partitions[partition].Add(batch, rows, hashes);

    /// <summary>Adds all groups of another pane, which stays as it is.</summary>
    /// <param name="other">The other pane, of the same plan.</param>
    public void Merge(Pane other)
    {
        for (var i = 0; i < _partitions.Length; i++)
        {
            _partitions[i].Merge(other._partitions[i]);
        }
    }

    /// <summary>All groups in key order.</summary>
    public PaneEntry[] Sorted()
    {
        var entries = new PaneEntry[Count];
        var next = 0;
        foreach (var partition in _partitions)
        {
            for (var group = 0; group < partition.Count; group++)
            {
                entries[next++] = new PaneEntry(partition, group);
            }
        }

        Array.Sort(entries, static (left, right) => KeyOrder.Compare(left.Set.Key(left.Group), right.Set.Key(right.Group)));
        return entries;
    }

    /// <summary>Writes all groups.</summary>
    /// <param name="state">Takes the state.</param>
    public void Write(StateWriter state)
    {
        state.Integer(Count);
        foreach (var partition in _partitions)
        {
            partition.Write(state);
        }
    }

    /// <summary>Reads groups into an empty pane.</summary>
    /// <param name="state">What <see cref="Write"/> wrote, with any number of partitions.</param>
    public void Read(ref StateReader state)
    {
        var key = new Value[_plan.KeySlots.Count];
        for (var groups = state.Count(); groups > 0; groups--)
        {
            var hash = KeyHash.Empty;
            for (var i = 0; i < key.Length; i++)
            {
                key[i] = state.Value();
                hash = KeyHash.Add(hash, key[i]);
            }

            _partitions[PartitionOf(hash, _partitions.Length)].Read(hash, key, ref state);
        }
    }

    /// <summary>The partition of a key.</summary>
    /// <param name="hash">The key's hash.</param>
    /// <param name="partitions">The number of partitions.</param>
    /// <remarks>Takes the hash's middle bits; its ends choose places within the tables.</remarks>
    public static int PartitionOf(ulong hash, int partitions) => partitions == 1 ? 0 : (int)((hash >> 16) % (ulong)partitions);
}
