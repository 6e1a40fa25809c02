namespace FlexCore.Streams.Keys;

/// <summary>Entries in the order of a rank; entries of equal rank in the order in which they got it.</summary>
/// <remarks>A binary heap that knows each entry's place, so that a rank can change and an entry can leave at any time. Not thread-safe.</remarks>
internal sealed class RankHeap
{
    private int[] _heap = new int[16];
    private int[] _places = new int[16];
    private (long Rank, long Turn)[] _ranks = new (long, long)[16];
    private long _turns;

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>The entry of the least rank; there must be one.</summary>
    public int First => _heap[0];

    /// <summary>The least rank, or the greatest number there is when the heap is empty.</summary>
    public long LeastRank => Count == 0 ? long.MaxValue : _ranks[_heap[0]].Rank;

    /// <summary>All entries, in no order that means anything.</summary>
    public ReadOnlySpan<int> Entries => _heap.AsSpan(0, Count);

    /// <summary>An entry's rank.</summary>
    /// <param name="entry">The entry.</param>
    public long RankOf(int entry) => _ranks[entry].Rank;

    /// <summary>What decides among entries of equal rank: the one with the lesser number got its rank earlier.</summary>
    /// <param name="entry">The entry.</param>
    public long TurnOf(int entry) => _ranks[entry].Turn;

    /// <summary>Adds an entry that is not there yet.</summary>
    /// <param name="entry">The entry, a small number.</param>
    /// <param name="rank">Its rank.</param>
    public void Add(int entry, long rank)
    {
        if (entry >= _ranks.Length)
        {
            var capacity = Math.Max(entry + 1, _ranks.Length * 2);
            Array.Resize(ref _heap, capacity);
            Array.Resize(ref _places, capacity);
            Array.Resize(ref _ranks, capacity);
        }

        _ranks[entry] = (rank, _turns++);
        Up(Count++, entry);
    }

    /// <summary>Adds an entry as it was in another heap.</summary>
    /// <param name="entry">The entry, a small number.</param>
    /// <param name="rank">Its rank.</param>
    /// <param name="turn">What <see cref="TurnOf"/> was.</param>
    public void Restore(int entry, long rank, long turn)
    {
        var turns = Math.Max(_turns, turn + 1);
        _turns = turn;
        Add(entry, rank);
        _turns = turns;
    }

    /// <summary>Gives an entry a new rank; among entries of equal rank it is the last one now.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="rank">The new rank.</param>
    public void Update(int entry, long rank)
    {
        _ranks[entry] = (rank, _turns++);
        Settle(_places[entry], entry);
    }

    /// <summary>Takes an entry out.</summary>
    /// <param name="entry">The entry.</param>
    public void Remove(int entry)
    {
        var place = _places[entry];
        var last = _heap[--Count];
        if (last != entry)
        {
            Settle(place, last);
        }
    }

    private void Settle(int place, int entry)
    {
        Up(place, entry);
        Down(_places[entry], entry);
    }

    private void Up(int place, int entry)
    {
        while (place > 0)
        {
            var parent = (place - 1) / 2;
            if (_ranks[_heap[parent]].CompareTo(_ranks[entry]) <= 0)
            {
                break;
            }

            Put(place, _heap[parent]);
            place = parent;
        }

        Put(place, entry);
    }

    private void Down(int place, int entry)
    {
        while (true)
        {
            var child = (2 * place) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && _ranks[_heap[child + 1]].CompareTo(_ranks[_heap[child]]) < 0)
            {
                child++;
            }

            if (_ranks[entry].CompareTo(_ranks[_heap[child]]) <= 0)
            {
                break;
            }

            Put(place, _heap[child]);
            place = child;
        }

        Put(place, entry);
    }

    private void Put(int place, int entry)
    {
        _heap[place] = entry;
        _places[entry] = place;
    }
}
