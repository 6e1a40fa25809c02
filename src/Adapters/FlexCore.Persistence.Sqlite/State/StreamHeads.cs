using FlexCore.Domain;

namespace FlexCore.Persistence.Sqlite.State;

/// <summary>The streams that memory knows: all with un-indexed events, and a bounded number of others as a cache of versions.</summary>
/// <remarks>
/// The writer thread alone adds, changes and removes; readers look. The lock therefore guards changes against readers, and the
/// writer looks things up without it.
/// </remarks>
internal sealed class StreamHeads
{
    /// <summary>How many streams without un-indexed events are remembered, at most.</summary>
    private const int CacheCountMax = 65_536;

    private readonly Lock _gate = new();
    private readonly Dictionary<EntityId, StreamHead> _heads = [];
    private readonly List<StreamHead> _withTail = [];

    /// <summary>The streams with un-indexed events. Writer thread only.</summary>
    public List<StreamHead> WithTail => _withTail;

    /// <summary>How many events lie above the index. Writer thread only.</summary>
    public int TailCount { get; private set; }

    /// <summary>Writer thread only.</summary>
    public StreamHead? Find(EntityId stream) => _heads.GetValueOrDefault(stream);

    /// <summary>Writer thread only.</summary>
    public StreamHead Add(EntityId stream, long indexedVersion)
    {
        var head = new StreamHead(stream, indexedVersion);
        lock (_gate)
        {
            _heads.Add(stream, head);
        }

        return head;
    }

    /// <summary>Makes committed events visible to readers, all at once. Writer thread only.</summary>
    public void Publish(IReadOnlyList<CommittedAppend> appends)
    {
        lock (_gate)
        {
            for (var i = 0; i < appends.Count; i++)
            {
                var append = appends[i];
                if (append.Head.TailCount == 0)
                {
                    _withTail.Add(append.Head);
                }

                append.Head.AddCommitted(append.FirstSeq, append.Count);
                TailCount += append.Count;
            }
        }
    }

    /// <summary>Forgets what the index has taken over. Writer thread only.</summary>
    public void TailIndexed()
    {
        lock (_gate)
        {
            foreach (var head in _withTail)
            {
                head.TailIndexed();
            }

            _withTail.Clear();
        }

        TailCount = 0;
    }

    /// <summary>Keeps the cache within its bound. Writer thread only, between two commits.</summary>
    public void Trim()
    {
        if (_heads.Count - _withTail.Count <= CacheCountMax)
        {
            return;
        }

        lock (_gate)
        {
            _heads.Clear();
            foreach (var head in _withTail)
            {
                _heads.Add(head.Stream, head);
            }
        }
    }

    /// <summary>The streams that began above the index, for a reader: those that the index does not have. At most as many as the tail has events.</summary>
    /// <param name="isWanted">Which of them; must be quick.</param>
    public IReadOnlyList<EntityId> NotIndexed(Func<EntityId, bool> isWanted)
    {
        lock (_gate)
        {
            return [.. _withTail.Where(head => head.IndexedVersion == 0 && isWanted(head.Stream)).Select(head => head.Stream)];
        }
    }

    /// <summary>Where one version of a stream is, for a reader; 0 when memory does not know.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="version">The version.</param>
    public long SeqOf(EntityId stream, long version)
    {
        lock (_gate)
        {
            var place = _heads.TryGetValue(stream, out var head) ? version - head.IndexedVersion - 1 : -1;
            return head is not null && place >= 0 && place < head.TailSeqs.Length ? head.TailSeqs[(int)place] : 0;
        }
    }

    /// <summary>The un-indexed part of a stream, for a reader.</summary>
    /// <param name="stream">The stream.</param>
    /// <returns>The last indexed version and the seqs of the versions after it; <see langword="null"/> when memory does not know the stream.</returns>
    public (long IndexedVersion, long[] Seqs)? Tail(EntityId stream)
    {
        lock (_gate)
        {
            return _heads.TryGetValue(stream, out var head) ? (head.IndexedVersion, head.TailSeqs.ToArray()) : null;
        }
    }
}
