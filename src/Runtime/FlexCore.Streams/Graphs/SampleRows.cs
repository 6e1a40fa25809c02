using FlexCore.Streams.Keys;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Graphs;

/// <summary>Keeps the rows whose key falls into a share of all keys.</summary>
/// <remarks>The share is cut from the hash that partitions use, so it is the same in every process; which keys are kept must never change, because output depends on it.</remarks>
internal sealed class SampleRows : IRowOperator
{
    private readonly int _slot;
    private readonly ulong _seed;
    private readonly ulong _limit;
    private readonly bool _isAll;

    /// <summary>Creates the operator.</summary>
    /// <param name="slot">The cell with the key.</param>
    /// <param name="rate">The share, above 0 and at most 1.</param>
    /// <param name="seed">Chooses the sample.</param>
    public SampleRows(int slot, double rate, int seed)
    {
        _slot = slot;
        _seed = KeyHash.Add(KeyHash.Empty, Value.Number(seed));
        _isAll = rate >= 1;
        _limit = _isAll ? ulong.MaxValue : (ulong)(rate * ulong.MaxValue);
    }

    /// <inheritdoc/>
    public void Apply(RecordBatch batch)
    {
        if (_isAll)
        {
            return;
        }

        var selection = batch.SelectionBuffer;
        var kept = 0;
        foreach (var row in selection)
        {
            if (Mix(KeyHash.Add(_seed, batch.Row(row)[_slot])) < _limit)
            {
                selection[kept++] = row;
            }
        }

        batch.Keep(kept);
    }

    // The finalizer of SplitMix64 (public domain): the hash's last step leaves its high bits too regular to cut a share from them.
    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }
}
