using FlexCore.Application.Journal;

namespace FlexCore.Persistence.PostgreSql.State;

/// <summary>What this process has committed lately, so that its own followers need not fetch from the database what has just gone there. Thread-safe.</summary>
/// <remarks>
/// Of each shard an unbroken run up to the newest event of this process; the oldest of all shards go first. Events are put in when they are durable and before anybody hears
/// of them. A reader that must see what is stored, to verify or to export it, does not read here.
/// </remarks>
/// <param name="shardCount">The number of shards.</param>
/// <param name="countMax">The most events that are kept.</param>
/// <param name="bytesMax">The most payload bytes that are kept.</param>
internal sealed class RecentEvents(int shardCount, int countMax = 16_384, long bytesMax = 16L * 1024 * 1024)
{
    private readonly Lock _gate = new();
    private readonly Run[] _runs = [.. Enumerable.Range(0, shardCount).Select(static _ => new Run())];
    private readonly Queue<StoredEvent> _all = new();
    private long _bytes;

    /// <summary>How many events are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _all.Count;
            }
        }
    }

    /// <summary>Keeps the events of an append that is durable. Those of a shard come in order; behind a gap, which another node has filled, the run begins anew.</summary>
    /// <param name="request">The append.</param>
    /// <param name="last">The offset of its last event.</param>
    public void Add(AppendRequest request, long last)
    {
        var metadata = request.Metadata with { Time = request.Metadata.Time.ToUniversalTime() };
        var first = last - request.Events.Count;
        lock (_gate)
        {
            var run = _runs[request.Lease.Shard];
            for (var i = 0; i < request.Events.Count; i++)
            {
                var (id, type, schemaVersion, payload) = request.Events[i];
                var stored = new StoredEvent
                {
                    Id = id, Stream = request.Stream, Version = request.ExpectedVersion + 1 + i, Shard = request.Lease.Shard, Offset = first + 1 + i, Type = type, SchemaVersion = schemaVersion,

                    // The caller may use its buffer again as soon as it has its answer.
                    Metadata = metadata, Payload = payload.ToArray(),
                };
                run.Add(stored);
                _all.Enqueue(stored);
                _bytes += payload.Length;
            }

            while (_all.Count > countMax || _bytes > bytesMax)
            {
                var oldest = _all.Dequeue();
                _bytes -= oldest.Payload.Length;
                _runs[oldest.Shard].Drop(oldest);
            }
        }
    }

    /// <summary>Whether the event behind an offset is kept.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="offset">The last offset seen there.</param>
    public bool HasNext(int shard, long offset)
    {
        lock (_gate)
        {
            return _runs[shard].IndexBehind(offset) >= 0;
        }
    }

    /// <summary>Takes the events behind an offset, as far as they are kept.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="offset">The last offset seen there.</param>
    /// <param name="end">The last offset that may be taken.</param>
    /// <param name="countMax">The most events.</param>
    /// <param name="into">Takes them.</param>
    /// <returns>The last offset taken; <paramref name="offset"/> when there was none.</returns>
    public long Take(int shard, long offset, long end, int countMax, List<StoredEvent> into)
    {
        lock (_gate)
        {
            return _runs[shard].Take(offset, end, countMax, into);
        }
    }

    /// <summary>The kept events of one shard, without holes.</summary>
    private sealed class Run
    {
        private const int SpaceMax = 64;

        private readonly List<StoredEvent> _events = [];
        private int _start;

        public void Add(StoredEvent stored)
        {
            if (_start < _events.Count && _events[^1].Offset + 1 != stored.Offset)
            {
                _events.Clear();
                _start = 0;
            }

            _events.Add(stored);
        }

        // One that a gap has pushed out before is not the first any more.
        public void Drop(StoredEvent oldest)
        {
            if (_start == _events.Count || !ReferenceEquals(_events[_start], oldest))
            {
                return;
            }

            _start++;
            if (_start == _events.Count || _start > SpaceMax)
            {
                _events.RemoveRange(0, _start);
                _start = 0;
            }
        }

        public int IndexBehind(long offset)
        {
            if (_start == _events.Count || offset + 1 < _events[_start].Offset || offset >= _events[^1].Offset)
            {
                return -1;
            }

            return _start + (int)(offset + 1 - _events[_start].Offset);
        }

        public long Take(long offset, long end, int countMax, List<StoredEvent> into)
        {
            var index = IndexBehind(offset);
            for (var taken = 0; index >= 0 && index < _events.Count && taken < countMax && _events[index].Offset <= end; taken++, index++)
            {
                into.Add(_events[index]);
                offset = _events[index].Offset;
            }

            return offset;
        }
    }
}
