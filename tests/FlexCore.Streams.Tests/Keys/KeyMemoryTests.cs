using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Keys;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Keys;

/// <summary>Maps and heaps that forget, against lists that are searched from end to end.</summary>
public sealed class KeyMemoryTests
{
    private static readonly int[] Slots = [0];

    [Theory]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    public void A_map_gives_what_a_dictionary_gives(int seed)
    {
        var random = new Random(seed);
        var map = new KeyMap(1);
        var expected = new Dictionary<int, int>();
        for (var i = 0; i < 20_000; i++)
        {
            var number = random.Next(600);
            Value[] row = [Value.Number(number)];
            var hash = KeyMap.HashOf(row, Slots);
            var entry = map.Find(hash, row, Slots);
            (entry >= 0).ShouldBe(expected.TryGetValue(number, out var known), $"seed {seed}, step {i}");
            if (entry < 0)
            {
                expected.Add(number, map.Add(hash, row, Slots));
            }
            else
            {
                entry.ShouldBe(known);
                map.Key(entry)[0].AsNumber().ShouldBe(number);
                if (random.Next(2) == 0)
                {
                    map.Remove(entry);
                    expected.Remove(number);
                }
            }

            map.Count.ShouldBe(expected.Count);
        }

        expected.Values.ShouldBeUnique();
        map.Capacity.ShouldBeLessThanOrEqualTo(1_024);
    }

    [Fact]
    public void Keys_that_share_a_chain_are_told_apart_and_removed_one_by_one()
    {
        var map = new KeyMap(1);
        var entries = Enumerable.Range(0, 5).Select(i => map.Add(7, [Value.Number(i)], Slots)).ToArray();
        map.Remove(entries[2]);
        map.Remove(entries[4]);

        Enumerable.Range(0, 5).Select(i => map.Find(7, [Value.Number(i)], Slots)).ShouldBe([entries[0], entries[1], -1, entries[3], -1]);
        map.Add(7, [Value.Number(9)], Slots).ShouldBeOneOf(entries[2], entries[4]);
    }

    [Theory]
    [InlineData(411)]
    [InlineData(412)]
    [InlineData(413)]
    public void A_heap_gives_what_a_sorted_list_gives(int seed)
    {
        var random = new Random(seed);
        var heap = new RankHeap();
        var expected = new List<(long Rank, int Turn, int Entry)>();
        heap.LeastRank.ShouldBe(long.MaxValue);
        for (var i = 0; i < 5_000; i++)
        {
            var entry = random.Next(200);
            var known = expected.FindIndex(item => item.Entry == entry);
            var rank = random.Next(50) - 10L;
            if (known < 0)
            {
                heap.Add(entry, rank);
                expected.Add((rank, i, entry));
            }
            else if (random.Next(3) == 0)
            {
                heap.Remove(entry);
                expected.RemoveAt(known);
            }
            else
            {
                heap.Update(entry, rank);
                expected[known] = (rank, i, entry);
            }

            expected.Sort();
            heap.Count.ShouldBe(expected.Count);
            if (expected.Count > 0)
            {
                (heap.First, heap.LeastRank).ShouldBe((expected[0].Entry, expected[0].Rank), $"seed {seed}, step {i}");
            }
        }

        var copy = new RankHeap();
        foreach (var entry in heap.Entries)
        {
            copy.Restore(entry, heap.RankOf(entry), heap.TurnOf(entry));
        }

        copy.Add(500, -10);
        Drain(copy).ShouldBe([.. expected.Where(item => item.Rank == -10).Select(item => item.Entry), 500, .. expected.Where(item => item.Rank > -10).Select(item => item.Entry)], $"seed {seed}");
        Drain(heap).ShouldBe(expected.Select(item => item.Entry), $"seed {seed}");
    }

    [Fact]
    public void The_key_of_the_least_rank_is_forgotten_first_and_of_equal_ranks_the_older_one()
    {
        var memory = new KeyMemory(Slots, 3);
        foreach (var (key, rank) in new[] { ("a", 5L), ("b", 3L), ("c", 3L), ("d", 4L) })
        {
            Add(memory, key, rank).ShouldBeGreaterThanOrEqualTo(0);
        }

        Known(memory, "a", "b", "c", "d").ShouldBe("acd");
        Add(memory, "e", 3).ShouldBeGreaterThanOrEqualTo(0);
        Known(memory, "a", "c", "d", "e").ShouldBe("ade");
        Add(memory, "f", 2).ShouldBe(-1);
        memory.Count.ShouldBe(3);
        memory.ForgetUpTo(4);
        Known(memory, "a", "d", "e").ShouldBe("a");
    }

    [Fact]
    public void A_new_rank_saves_a_key()
    {
        var memory = new KeyMemory(Slots, 2);
        var first = Add(memory, "a", 1);
        Add(memory, "b", 2);
        memory.Update(first, 9);
        Add(memory, "c", 3);

        Known(memory, "a", "b", "c").ShouldBe("ac");
        memory.RankOf(first).ShouldBe(9);
    }

    [Fact]
    public void Keys_do_not_hold_on_to_the_sources_buffer()
    {
        var memory = new KeyMemory(Slots, 2);
        var buffer = "key"u8.ToArray();
        Value[] row = [Value.Utf8(buffer, 0, 3)];
        memory.Find(row, out var hash);
        memory.Add(row, hash, 1);
        buffer.AsSpan().Fill((byte)'x');

        memory.Find([Value.String("key")], out _).ShouldBeGreaterThanOrEqualTo(0);
    }

    [Theory]
    [InlineData(2, "a", "a", "a key occurs twice")]
    [InlineData(1, "a", "b", "there are more keys than the step remembers")]
    public void State_that_cannot_be_is_damage(int maxKeys, string first, string second, string how)
    {
        var state = new ArrayBufferWriter<byte>();
        var writer = new StateWriter(state);
        foreach (var key in new[] { first, second })
        {
            writer.Integer(1);
            writer.Integer(0);
            writer.Value(Value.String(key));
        }

        Should.Throw<StreamException>(() =>
        {
            var memory = new KeyMemory(Slots, maxKeys);
            var reader = new StateReader(state.WrittenSpan);
            memory.ReadEntry(ref reader);
            memory.ReadEntry(ref reader);
        }).Message.ShouldContain(how);
    }

    private static List<int> Drain(RankHeap heap)
    {
        var entries = new List<int>();
        while (heap.Count > 0)
        {
            entries.Add(heap.First);
            heap.Remove(heap.First);
        }

        return entries;
    }

    private static int Add(KeyMemory memory, string key, long rank)
    {
        Value[] row = [Value.String(key)];
        memory.Find(row, out var hash).ShouldBe(-1);
        return memory.Add(row, hash, rank);
    }

    private static string Known(KeyMemory memory, params string[] keys) =>
        string.Concat(keys.Where(key => memory.Find([Value.String(key)], out _) >= 0));
}
