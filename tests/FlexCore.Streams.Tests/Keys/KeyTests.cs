using System.Text;
using FlexCore.Streams.Keys;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Keys;

public sealed class KeyTests
{
    private static readonly int[] Both = [0, 1];

    /// <summary>These numbers lie in checkpoints and choose partitions: they must never change.</summary>
    [Fact]
    public void Hashes_are_the_same_in_every_process_and_version()
    {
        KeyHash.Of(Value.String("")).ShouldBe(KeyHash.OfBytes([]));
        KeyHash.Of(Value.String("abc")).ShouldBe(HashOfAbc);
        KeyHash.Of(Value.Number(1)).ShouldBe(HashOfOne);
        KeyHash.Of(Value.Null).ShouldBe(HashOfNull);
    }

    [Fact]
    public void Equal_values_have_equal_hashes_in_every_representation()
    {
        const int seed = 41;
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 40)).Select(_ => random.Next(5) == 0 ? "ü€" : ((char)random.Next(' ', '~')).ToString()));
            byte[] bytes = [1, 2, .. Encoding.UTF8.GetBytes(text), 3];
            var utf8 = Value.Utf8(bytes, 2, bytes.Length - 3);

            KeyHash.Of(utf8).ShouldBe(KeyHash.Of(Value.String(text)), $"seed {seed}: {text}");
            KeyEquality.Same(utf8, Value.String(text)).ShouldBeTrue();
            KeyOrder.Compare(utf8, Value.String(text)).ShouldBe(0);
        }
    }

    [Fact]
    public void Zeros_are_one_key_and_so_are_NaNs()
    {
        KeyHash.Of(Value.Number(0)).ShouldBe(KeyHash.Of(Value.Number(-0.0)));
        KeyEquality.Same(Value.Number(0), Value.Number(-0.0)).ShouldBeTrue();
        KeyHash.Of(Value.Number(double.NaN)).ShouldBe(KeyHash.Of(Value.Number(BitConverter.Int64BitsToDouble(-1))));
        KeyEquality.Same(Value.Number(double.NaN), Value.Number(BitConverter.Int64BitsToDouble(-1))).ShouldBeTrue();
    }

    [Fact]
    public void Objects_with_fields_in_another_order_are_the_same_key()
    {
        var left = Object(("a", Value.Number(1)), ("b", Value.Null));
        var right = Object(("b", Value.Null), ("a", Value.Number(1)));

        KeyHash.Of(left).ShouldBe(KeyHash.Of(right));
        KeyEquality.Same(left, right).ShouldBeTrue();
        KeyOrder.Compare(left, right).ShouldBe(0);
        KeyHash.Of(Object(("a", Value.Null), ("b", Value.Number(1)))).ShouldNotBe(KeyHash.Of(left));
    }

    [Fact]
    public void Short_texts_spread_over_buckets_and_partitions()
    {
        var hashes = Enumerable.Range(0, 100_000).Select(i => KeyHash.Of(Value.String($"/{i}"))).ToArray();

        hashes.Distinct().Count().ShouldBe(100_000);
        hashes.Select(hash => hash & 0xFFFF).Distinct().Count().ShouldBeGreaterThan(48_000);
        hashes.CountBy(hash => (hash >> 16) % 7).ShouldAllBe(pair => pair.Value > 13_800 && pair.Value < 14_800);
    }

    [Fact]
    public void The_order_is_total_and_agrees_with_equality()
    {
        Value[] ascending =
        [
            Value.Undefined, Value.Null, Value.False, Value.True, Value.Number(double.NegativeInfinity), Value.Number(-1), Value.Number(0),
            Value.Number(new ExactNumber("9007199254740993", 9007199254740992)), Value.Number(new ExactNumber("9007199254740995", 9007199254740992)),
            Value.Number(double.PositiveInfinity), Value.Number(double.NaN), Value.String(""), Value.String("Z"), Value.String("a"), Value.String("aa"),
            Value.String("\uFF5E"), Value.String("😀"), Value.Array(ArrayValue.Empty), Value.Array(new ArrayValue(Value.Number(1))),
            Value.Array(new ArrayValue(Value.Number(1), Value.Null)), Object(), Object(("a", Value.Number(1))), Object(("a", Value.Number(2))), Object(("b", Value.Null)),
        ];
        for (var i = 0; i < ascending.Length; i++)
        {
            for (var j = 0; j < ascending.Length; j++)
            {
                Math.Sign(KeyOrder.Compare(ascending[i], ascending[j])).ShouldBe(i.CompareTo(j), $"{ascending[i]} and {ascending[j]}");
                KeyEquality.Same(ascending[i], ascending[j]).ShouldBe(i == j, $"{ascending[i]} and {ascending[j]}");
            }
        }
    }

    [Fact]
    public void The_table_numbers_keys_as_a_dictionary_would()
    {
        const int seed = 42;
        var random = new Random(seed);
        var table = new KeyTable(2);
        var oracle = new Dictionary<(string, double), int>();
        for (var i = 0; i < 50_000; i++)
        {
            var key = ($"k{random.Next(300)}", (double)random.Next(40));
            var expected = oracle.TryGetValue(key, out var known) ? known : oracle[key] = oracle.Count;
            Value[] row = [Value.String(key.Item1), Value.Number(key.Item2)];

            table.FindOrAdd(KeyHash.Add(KeyHash.Add(KeyHash.Empty, row[0]), row[1]), row, Both).ShouldBe(expected, $"seed {seed}");
        }

        table.Count.ShouldBe(oracle.Count);
        foreach (var ((text, number), index) in oracle)
        {
            table.Key(index).ToArray().ShouldBe([Value.String(text), Value.Number(number)]);
        }
    }

    [Fact]
    public void Keys_with_the_same_hash_are_told_apart()
    {
        var table = new KeyTable(1);
        for (var i = 0; i < 100; i++)
        {
            table.FindOrAdd(7, [Value.Number(i)], [0]).ShouldBe(i);
        }

        table.FindOrAdd(7, [Value.Number(42)], [0]).ShouldBe(42);
    }

    [Fact]
    public void No_key_parts_make_one_key()
    {
        var table = new KeyTable(0);
        table.FindOrAdd(KeyHash.Empty, [], []).ShouldBe(0);
        table.FindOrAdd(KeyHash.Empty, [], []).ShouldBe(0);
        table.Count.ShouldBe(1);
    }

    private const ulong HashOfAbc = 18361547720621052214;
    private const ulong HashOfOne = 12360846265507849637;
    private const ulong HashOfNull = 9868841679122378805;

    private static Value Object(params (string Name, Value Value)[] fields)
    {
        var result = new ObjectValue();
        foreach (var (name, value) in fields)
        {
            result.Set(name, value);
        }

        return Value.Object(result);
    }
}
