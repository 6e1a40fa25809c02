namespace FlexCore.Cluster.Transport.Connections;

/// <summary>The requests on one connection that wait for their answer, each under the number that travels with it.</summary>
/// <remarks>
/// Thread-safe. A number is a place and how often the place was used before, so that an answer that comes after its request was
/// forgotten meets nobody.
/// </remarks>
internal sealed class CallTable(int capacity)
{
    private const int PlaceBits = 16;
    private const ulong PlaceMask = (1UL << PlaceBits) - 1;

    private readonly Lock _gate = new();
    private Entry[] _entries = new Entry[Math.Min(64, capacity)];
    private int[] _free = new int[Math.Min(64, capacity)];
    private int _freeCount;
    private int _used;
    private bool _isClosed;

    /// <summary>How many wait.</summary>
    internal int Count { get; private set; }

    /// <summary>Keeps a request.</summary>
    /// <param name="call">The request.</param>
    /// <param name="id">The number it travels with.</param>
    /// <returns>Whether there was room; never after <see cref="Close"/>.</returns>
    internal bool TryAdd(IPendingCall call, out ulong id)
    {
        lock (_gate)
        {
            id = 0;
            if (_isClosed || Count == capacity)
            {
                return false;
            }

            var place = _freeCount > 0 ? _free[--_freeCount] : NewPlace();
            ref var entry = ref _entries[place];
            entry.Call = call;
            entry.Batch = 0;
            entry.Uses++;
            Count++;
            id = (entry.Uses << PlaceBits) | (uint)place;
            return true;
        }
    }

    /// <summary>Remembers with which batch a request went out.</summary>
    internal void SetBatch(ulong id, long batch)
    {
        lock (_gate)
        {
            if (Find(id) is var place and >= 0)
            {
                _entries[place].Batch = batch;
            }
        }
    }

    /// <summary>Takes a request out, because it was answered.</summary>
    internal IPendingCall? Take(ulong id)
    {
        lock (_gate)
        {
            var place = Find(id);
            return place < 0 ? null : Free(place);
        }
    }

    /// <summary>Takes out the requests that nobody waits for any more.</summary>
    internal IReadOnlyList<IPendingCall> Sweep()
    {
        lock (_gate)
        {
            List<IPendingCall>? swept = null;
            for (var place = 0; place < _used; place++)
            {
                if (_entries[place].Call is { IsPending: false } call)
                {
                    Free(place);
                    (swept ??= []).Add(call);
                }
            }

            return swept ?? [];
        }
    }

    /// <summary>Takes all out and lets none in.</summary>
    /// <returns>Each request with its batch; 0 when it is not known whether it went out.</returns>
    internal IReadOnlyList<(IPendingCall Call, long Batch)> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            var left = new List<(IPendingCall, long)>(Count);
            for (var place = 0; place < _used; place++)
            {
                if (_entries[place].Call is { } call)
                {
                    left.Add((call, _entries[place].Batch));
                    Free(place);
                }
            }

            return left;
        }
    }

    private int NewPlace()
    {
        if (_used == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Min(capacity, _used * 2));
            Array.Resize(ref _free, _entries.Length);
        }

        return _used++;
    }

    private int Find(ulong id)
    {
        var place = (int)(id & PlaceMask);
        return place < _used && _entries[place] is { Call: not null } entry && entry.Uses == id >> PlaceBits ? place : -1;
    }

    private IPendingCall? Free(int place)
    {
        var call = _entries[place].Call;
        _entries[place].Call = null;
        _free[_freeCount++] = place;
        Count--;
        return call;
    }

    private struct Entry
    {
        public IPendingCall? Call;
        public ulong Uses;
        public long Batch;
    }
}
