namespace FlexCore.Application.EventTopics;

/// <summary>
/// Joins appends that are there at once into one batch, so that what follows has the cost of a batch and not of each append: when every record came in a
/// request of its own, that is the difference between keeping up and falling behind for ever.
/// </summary>
/// <remarks>Used by one reader. Never waits for an append that is not there, so it adds no latency.</remarks>
/// <param name="reader">Reads.</param>
/// <param name="desk">The topic.</param>
/// <param name="recordsMax">The most records in a joined batch; a single larger append stays whole. With 1 nothing is joined.</param>
internal sealed class TopicGather(TopicReader reader, TopicDesk desk, int recordsMax)
{
    /// <summary>The most records that a running pipeline gets at once.</summary>
    public const int RecordsMax = 4096;

    /// <summary>The most bytes in a joined batch; a single larger append stays whole.</summary>
    public const int BytesMax = 256 * 1024;

    private readonly List<TopicEntry> _joined = [];
    private TopicEntry? _held;
    private bool _sawEnd;

    /// <summary>The next batch behind a position; null at the end.</summary>
    public async ValueTask<TopicEntry?> NextAsync(long after, CancellationToken cancellationToken)
    {
        if (_sawEnd)
        {
            // The look that ended the last batch found nothing behind it; what came since has left a hint to wait for.
            _sawEnd = false;
            return null;
        }

        var first = _held ?? await reader.ReadAsync(desk, after, cancellationToken).ConfigureAwait(false);
        _held = null;
        if (first is null)
        {
            return null;
        }

        _joined.Clear();
        _joined.Add(first);
        var (records, bytes) = (first.Batch.Count, first.Batch.Lines.Length);
        while (records < recordsMax && bytes < BytesMax)
        {
            var next = await reader.ReadAsync(desk, _joined[^1].Batch.Position, cancellationToken).ConfigureAwait(false);
            if (next is null)
            {
                _sawEnd = true;
                break;
            }

            (records, bytes) = (records + next.Batch.Count, bytes + next.Batch.Lines.Length);
            if (next.Batch.TraceParent != first.Batch.TraceParent || records > recordsMax || bytes > BytesMax)
            {
                _held = next;
                break;
            }

            _joined.Add(next);
        }

        return _joined.Count == 1 ? first : Join();
    }

    private TopicEntry Join()
    {
        var (first, last) = (_joined[0], _joined[^1]);
        var lines = new byte[last.End - first.Offset];
        var (count, written) = (0, 0);
        foreach (var entry in _joined)
        {
            entry.Batch.Lines.Span.CopyTo(lines.AsSpan(written));
            (count, written) = (count + entry.Batch.Count, written + entry.Batch.Lines.Length);
        }

        return first with { Batch = first.Batch with { Position = last.Batch.Position, Count = count, At = last.Batch.At, Lines = lines } };
    }
}
