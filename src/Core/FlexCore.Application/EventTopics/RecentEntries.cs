namespace FlexCore.Application.EventTopics;

/// <summary>The newest batches of one topic, and those read ahead, by position: readers at the end of a topic read no disk.</summary>
/// <remarks>Thread-safe through its own lock. Bounded by bytes; the entry that came first leaves first.</remarks>
internal sealed class RecentEntries(int bytesMax)
{
    /// <summary>What an entry costs beside its records.</summary>
    private const int EntryOverhead = 160;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, TopicEntry> _entries = [];
    private readonly Queue<long> _order = new();
    private long _bytes;

    /// <summary>The batch directly behind a position, if it is here.</summary>
    public TopicEntry? Find(long after)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(after + 1);
        }
    }

    /// <summary>Keeps a batch that is one stored event.</summary>
    public void Add(TopicEntry entry)
    {
        var size = SizeOf(entry);
        if (size > bytesMax)
        {
            return;
        }

        lock (_gate)
        {
            if (!_entries.TryAdd(entry.Batch.Position, entry))
            {
                return;
            }

            _order.Enqueue(entry.Batch.Position);
            _bytes += size;
            while (_bytes > bytesMax && _order.TryDequeue(out var oldest) && _entries.Remove(oldest, out var left))
            {
                _bytes -= SizeOf(left);
            }
        }
    }

    private static int SizeOf(TopicEntry entry) => entry.Batch.Lines.Length + EntryOverhead;
}
