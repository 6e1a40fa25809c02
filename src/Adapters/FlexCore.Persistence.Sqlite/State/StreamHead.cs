using FlexCore.Domain;

namespace FlexCore.Persistence.Sqlite.State;

/// <summary>What memory knows of one stream: its newest version, and where its un-indexed events are.</summary>
/// <remarks>
/// <see cref="Version"/> belongs to the writer thread. The tail is guarded by the lock of the <see cref="StreamHeads"/> that holds it.
/// The tail's first entry is version <see cref="IndexedVersion"/> + 1; its entries are consecutive.
/// </remarks>
internal sealed class StreamHead(EntityId stream, long indexedVersion)
{
    private const int FirstCapacity = 4;

    private long[] _seqs = [];

    public EntityId Stream { get; } = stream;

    /// <summary>The newest version, committed or about to be.</summary>
    public long Version { get; set; } = indexedVersion;

    /// <summary>The newest version the index covers.</summary>
    public long IndexedVersion { get; private set; } = indexedVersion;

    /// <summary>How many committed events lie above the index.</summary>
    public int TailCount { get; private set; }

    public ReadOnlySpan<long> TailSeqs => _seqs.AsSpan(0, TailCount);

    public void AddCommitted(long firstSeq, int count)
    {
        if (TailCount + count > _seqs.Length)
        {
            Array.Resize(ref _seqs, Math.Max(Math.Max(FirstCapacity, _seqs.Length * 2), TailCount + count));
        }

        for (var i = 0; i < count; i++)
        {
            _seqs[TailCount++] = firstSeq + i;
        }
    }

    /// <summary>Forgets the tail after the index has taken it over.</summary>
    public void TailIndexed()
    {
        IndexedVersion += TailCount;
        TailCount = 0;
        _seqs = [];
    }
}
