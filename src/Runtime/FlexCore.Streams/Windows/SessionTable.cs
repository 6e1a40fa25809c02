using FlexCore.Streams.Keys;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Windows;

/// <summary>The sessions of all keys: which one a record belongs to, which ones it joins together, and which ones have ended.</summary>
/// <remarks>
/// <para>The sessions of a key never overlap and are chained in the order of their start; nearly always there is one. A session has a small number, under
/// which its aggregates lie elsewhere; the number is used again after <see cref="Free"/>. An ended session takes no more records but keeps number and key
/// until then.</para>
/// <para>Owned by one operator; not thread-safe.</para>
/// </remarks>
internal sealed class SessionTable
{
    private const int None = -1;

    private readonly int[] _slots;
    private readonly long _gap;
    private readonly long _max;
    private readonly KeyMap _keys;
    private readonly RankHeap _ends = new();
    private Session[] _sessions = new Session[16];
    private KeyUse[] _uses = new KeyUse[16];
    private int _used;
    private int _free = None;

    /// <summary>Creates an empty table.</summary>
    /// <param name="keySlots">The cells of a row that make the key.</param>
    /// <param name="gap">The time without a record that ends a session.</param>
    /// <param name="max">The longest time from a session's first to its last record.</param>
    public SessionTable(IReadOnlyList<int> keySlots, long gap, long max)
    {
        _slots = [.. keySlots];
        _gap = gap;
        _max = max;
        _keys = new KeyMap(_slots.Length);
    }

    /// <summary>How many sessions have not ended.</summary>
    public int OpenCount => _ends.Count;

    /// <summary>All numbers of sessions are below this.</summary>
    public int Capacity => _used;

    /// <summary>The time of a session's first record.</summary>
    /// <param name="session">The session.</param>
    public long StartOf(int session) => _sessions[session].Start;

    /// <summary>The first time at which a record would no longer belong to a session.</summary>
    /// <param name="session">The session.</param>
    public long EndOf(int session) => _sessions[session].Last + _gap;

    /// <summary>A session's key.</summary>
    /// <param name="session">The session.</param>
    public ReadOnlySpan<Value> KeyOf(int session) => _keys.Key(_sessions[session].Key);

    /// <summary>The key of a row, to be given to the other methods.</summary>
    /// <param name="row">The row's cells.</param>
    /// <param name="hash">The key's hash.</param>
    /// <returns>The key's entry, or -1 when it has no session.</returns>
    public int FindKey(ReadOnlySpan<Value> row, out ulong hash)
    {
        hash = KeyMap.HashOf(row, _slots);
        return _keys.Find(hash, row, _slots);
    }

    /// <summary>Puts a record into the open session of its key within whose time it falls, else into the earliest one that it is near enough to and does not make too long.</summary>
    /// <param name="key">The key's entry, or -1.</param>
    /// <param name="time">The record's time.</param>
    /// <returns>The session, or -1 when there is none.</returns>
    public int Join(int key, long time)
    {
        var found = None;
        for (var session = key < 0 ? None : _uses[key].First; session != None; session = _sessions[session].Next)
        {
            ref readonly var candidate = ref _sessions[session];
            if (time >= candidate.Start && time <= candidate.Last)
            {
                return session;
            }

            var isNear = time > candidate.Start - _gap && time < candidate.Last + _gap;
            if (found == None && isNear && Math.Max(candidate.Last, time) - Math.Min(candidate.Start, time) <= _max)
            {
                found = session;
            }
        }

        if (found != None)
        {
            ref var session = ref _sessions[found];
            (session.Start, session.Last) = (Math.Min(session.Start, time), Math.Max(session.Last, time));
        }

        return found;
    }

    /// <summary>Begins a session with a record.</summary>
    /// <param name="key">The key's entry, or -1 when it has no session.</param>
    /// <param name="hash">The key's hash.</param>
    /// <param name="row">The row's cells.</param>
    /// <param name="time">The record's time.</param>
    public int Begin(int key, ulong hash, ReadOnlySpan<Value> row, long time) =>
        Insert(key >= 0 ? key : AddKey(hash, row, _slots), time, time);

    /// <summary>The session behind another one that has come so near that both are one, or -1.</summary>
    /// <param name="session">The session.</param>
    public int Neighbour(int session)
    {
        var next = _sessions[session].Next;
        return next != None && _sessions[next].Start < _sessions[session].Last + _gap && _sessions[next].Last - _sessions[session].Start <= _max ? next : None;
    }

    /// <summary>Makes a session and its <see cref="Neighbour"/> one; the neighbour ends.</summary>
    /// <param name="session">The session.</param>
    /// <param name="neighbour">The other one, which is to be freed.</param>
    public void Absorb(int session, int neighbour)
    {
        _sessions[session].Last = _sessions[neighbour].Last;
        _sessions[session].Next = _sessions[neighbour].Next;
        _ends.Remove(neighbour);
    }

    /// <summary>Ends the sessions whose end the watermark has reached.</summary>
    /// <param name="watermark">The watermark.</param>
    /// <param name="ended">Takes the sessions, in the order of start and key.</param>
    public void EndUpTo(long watermark, List<int> ended)
    {
        var first = ended.Count;
        while (_ends.LeastRank <= watermark)
        {
            // A record that prolongs a session does not touch the heap; the true end is looked at when the old one is reached.
            var session = _ends.First;
            if (EndOf(session) > watermark)
            {
                _ends.Update(session, EndOf(session));
                continue;
            }

            _ends.Remove(session);
            Unchain(session);
            ended.Add(session);
        }

        if (ended.Count - first > 1)
        {
            ended.Sort(first, ended.Count - first, Comparer<int>.Create(Compare));
        }
    }

    /// <summary>All open sessions, in no order that means anything.</summary>
    public ReadOnlySpan<int> Open => _ends.Entries;

    /// <summary>All open sessions in the order of start and key.</summary>
    public int[] InOrder()
    {
        var sessions = Open.ToArray();
        Array.Sort(sessions, Compare);
        return sessions;
    }

    /// <summary>Gives the number of an ended session back, and forgets its key when it was the last one.</summary>
    /// <param name="session">The session.</param>
    public void Free(int session)
    {
        var key = _sessions[session].Key;
        if (--_uses[key].Count == 0)
        {
            _keys.Remove(key);
        }

        _sessions[session].Next = _free;
        _free = session;
    }

    /// <summary>Writes an open session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="state">Takes the state.</param>
    public void Write(int session, StateWriter state)
    {
        foreach (var part in KeyOf(session))
        {
            state.Value(part);
        }

        state.Integer(_sessions[session].Start);
        state.Integer(_sessions[session].Last);
    }

    /// <summary>Reads a session.</summary>
    /// <param name="state">What <see cref="Write"/> wrote.</param>
    /// <returns>The session.</returns>
    public int Read(ref StateReader state)
    {
        var parts = new Value[_slots.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = state.Value();
        }

        var start = state.Integer();
        var last = state.Integer();
        int[] inOrder = [.. Enumerable.Range(0, parts.Length)];
        var hash = KeyMap.HashOf(parts, inOrder);
        var key = _keys.Find(hash, parts, inOrder);
        for (var other = key < 0 ? None : _uses[key].First; other != None; other = _sessions[other].Next)
        {
            if (_sessions[other].Start <= last && start <= _sessions[other].Last)
            {
                throw StateReader.Damaged("two sessions of a key overlap");
            }
        }

        return last >= start ? Insert(key >= 0 ? key : AddKey(hash, parts, inOrder), start, last) : throw StateReader.Damaged("a session ends before it starts");
    }

    private int AddKey(ulong hash, ReadOnlySpan<Value> row, ReadOnlySpan<int> slots)
    {
        var key = _keys.Add(hash, row, slots);
        if (key >= _uses.Length)
        {
            Array.Resize(ref _uses, _keys.Capacity);
        }

        _uses[key] = new KeyUse { First = None };
        return key;
    }

    private int Insert(int key, long start, long last)
    {
        var session = _free;
        if (session != None)
        {
            _free = _sessions[session].Next;
        }
        else
        {
            session = _used++;
            if (session == _sessions.Length)
            {
                Array.Resize(ref _sessions, session * 2);
            }
        }

        var before = None;
        var after = _uses[key].First;
        while (after != None && _sessions[after].Start < start)
        {
            before = after;
            after = _sessions[after].Next;
        }

        _sessions[session] = new Session { Key = key, Start = start, Last = last, Next = after };
        Link(key, before, session);
        _uses[key].Count++;
        _ends.Add(session, last + _gap);
        return session;
    }

    private void Unchain(int session)
    {
        var key = _sessions[session].Key;
        var before = None;
        for (var other = _uses[key].First; other != session; other = _sessions[other].Next)
        {
            before = other;
        }

        Link(key, before, _sessions[session].Next);
    }

    private void Link(int key, int before, int session)
    {
        if (before == None)
        {
            _uses[key].First = session;
        }
        else
        {
            _sessions[before].Next = session;
        }
    }

    private int Compare(int left, int right)
    {
        var byStart = _sessions[left].Start.CompareTo(_sessions[right].Start);
        return byStart != 0 ? byStart : KeyOrder.Compare(KeyOf(left), KeyOf(right));
    }

    private struct Session
    {
        public int Key;
        public int Next;
        public long Start;
        public long Last;
    }

    // Count includes ended sessions that are not freed yet; the chain does not.
    private struct KeyUse
    {
        public int First;
        public int Count;
    }
}
