using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Keys;

/// <summary>Remembers a bounded number of keys, each with a rank such as a time; the key of the least rank is forgotten first.</summary>
/// <remarks>Of equal ranks the older one counts as less. What is forgotten depends on the sequence of calls only. Owned by one operator; not thread-safe.</remarks>
internal sealed class KeyMemory
{
    private readonly int[] _slots;
    private readonly int[] _inOrder;
    private readonly int _maxKeys;
    private readonly KeyMap _keys;
    private readonly RankHeap _ranks = new();

    /// <summary>Creates an empty memory.</summary>
    /// <param name="slots">The cells of a row that make the key.</param>
    /// <param name="maxKeys">The most keys.</param>
    public KeyMemory(IReadOnlyList<int> slots, int maxKeys)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxKeys, 1);
        _slots = [.. slots];
        _inOrder = [.. Enumerable.Range(0, _slots.Length)];
        _maxKeys = maxKeys;
        _keys = new KeyMap(_slots.Length);
    }

    /// <summary>How many keys are remembered.</summary>
    public int Count => _keys.Count;

    /// <summary>All entry numbers are below this.</summary>
    public int Capacity => _keys.Capacity;

    /// <summary>A remembered key's rank.</summary>
    /// <param name="entry">The key's entry.</param>
    public long RankOf(int entry) => _ranks.RankOf(entry);

    /// <summary>Finds the key of a row.</summary>
    /// <param name="row">The row's cells.</param>
    /// <param name="hash">The key's hash, for <see cref="Add"/>.</param>
    /// <returns>The key's entry, or -1.</returns>
    public int Find(ReadOnlySpan<Value> row, out ulong hash)
    {
        hash = KeyMap.HashOf(row, _slots);
        return _keys.Find(hash, row, _slots);
    }

    /// <summary>Remembers a key that is not remembered; when there are too many, the one of the least rank is forgotten, which may be the new one.</summary>
    /// <param name="row">The row's cells.</param>
    /// <param name="hash">The key's hash.</param>
    /// <param name="rank">The key's rank.</param>
    /// <returns>The key's entry, or -1 when it was forgotten at once.</returns>
    public int Add(ReadOnlySpan<Value> row, ulong hash, long rank)
    {
        if (_keys.Count == _maxKeys)
        {
            if (rank < _ranks.LeastRank)
            {
                return -1;
            }

            Forget(_ranks.First);
        }

        var entry = _keys.Add(hash, row, _slots);
        _ranks.Add(entry, rank);
        return entry;
    }

    /// <summary>Gives a remembered key a new rank.</summary>
    /// <param name="entry">The key's entry.</param>
    /// <param name="rank">The new rank.</param>
    public void Update(int entry, long rank) => _ranks.Update(entry, rank);

    /// <summary>Forgets all keys of a rank up to a limit.</summary>
    /// <param name="rank">The limit.</param>
    public void ForgetUpTo(long rank)
    {
        while (_ranks.LeastRank <= rank)
        {
            Forget(_ranks.First);
        }
    }

    /// <summary>Writes all keys and what belongs to each. Takes no sorting: a checkpoint must not hold up the records for long.</summary>
    /// <param name="state">Takes the state.</param>
    /// <param name="writeEntry">Writes what belongs to an entry.</param>
    public void Write(StateWriter state, Action<int> writeEntry)
    {
        state.Integer(Count);
        foreach (var entry in _ranks.Entries)
        {
            state.Integer(RankOf(entry));
            state.Integer(_ranks.TurnOf(entry));
            foreach (var part in _keys.Key(entry))
            {
                state.Value(part);
            }

            writeEntry(entry);
        }
    }

    /// <summary>Reads one key into a memory that has none but those read before.</summary>
    /// <param name="state">The state, behind the number of keys.</param>
    /// <returns>The key's entry.</returns>
    public int ReadEntry(ref StateReader state)
    {
        var rank = state.Integer();
        var turn = state.Integer();
        if (turn is < 0 or long.MaxValue)
        {
            throw StateReader.Damaged("a key has no turn");
        }

        var key = new Value[_slots.Length];
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = state.Value();
        }

        var hash = KeyMap.HashOf(key, _inOrder);
        if (_keys.Find(hash, key, _inOrder) >= 0)
        {
            throw StateReader.Damaged("a key occurs twice");
        }

        if (_keys.Count == _maxKeys)
        {
            throw StateReader.Damaged("there are more keys than the step remembers");
        }

        var entry = _keys.Add(hash, key, _inOrder);
        _ranks.Restore(entry, rank, turn);
        return entry;
    }

    private void Forget(int entry)
    {
        _ranks.Remove(entry);
        _keys.Remove(entry);
    }
}
