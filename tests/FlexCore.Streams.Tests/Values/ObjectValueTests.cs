using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Values;

/// <summary>Objects and lists against the runtime's dictionary, below and above the size at which an index is made.</summary>
public sealed class ObjectValueTests
{
    [Theory]
    [InlineData(411, 4)]
    [InlineData(412, 16)]
    [InlineData(413, 17)]
    [InlineData(414, 200)]
    public void Fields_are_those_of_a_dictionary_in_the_order_of_their_first_setting(int seed, int names)
    {
        var random = new Random(seed);
        var value = new ObjectValue();
        var oracle = new Dictionary<string, double>(StringComparer.Ordinal);
        var order = new List<string>();
        for (var i = 0; i < 2_000; i++)
        {
            var name = $"f{random.Next(names)}";
            if (random.Next(3) == 0)
            {
                value.TryGet(name, out var found).ShouldBe(oracle.TryGetValue(name, out var expected), $"seed {seed}, step {i}");
                (found.IsUndefined ? 0 : found.AsNumber()).ShouldBe(expected, $"seed {seed}, step {i}");
                continue;
            }

            if (oracle.TryAdd(name, i))
            {
                order.Add(name);
            }

            oracle[name] = i;
            value.Set(name, Value.Number(i));
        }

        value.Count.ShouldBe(oracle.Count);
        value.Fields.Select(field => field.Key).ShouldBe(order, $"seed {seed}");
        value.Fields.ShouldAllBe(field => field.Value.AsNumber() == oracle[field.Key]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void Objects_of_any_size_are_equal_whatever_the_order(int size)
    {
        var names = Enumerable.Range(0, size).Select(i => $"f{i}").ToArray();
        var (left, right) = (Of(names), Of([.. names.Reverse()]));

        left.Equals(right).ShouldBeTrue();
        left.GetHashCode().ShouldBe(right.GetHashCode());
        right.Set("f1", Value.Null);
        left.Equals(right).ShouldBeFalse();
        right.Set("f1", Value.String("f1"));
        left.Equals(right).ShouldBeTrue();
        right.Set("more", Value.Undefined);
        left.Equals(right).ShouldBeFalse();
        right.Equals(left).ShouldBeFalse();
        left.Equals(null).ShouldBeFalse();
    }

    [Fact]
    public void A_field_that_is_undefined_differs_from_one_that_is_missing()
    {
        var (left, right) = (new ObjectValue(), new ObjectValue());
        left.Set("a", Value.Undefined);
        right.Set("b", Value.Undefined);

        left.Equals(right).ShouldBeFalse();
        left.TryGet("a", out _).ShouldBeTrue();
        left.TryGet("b", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Many_threads_may_read_an_object_that_has_no_index_yet()
    {
        for (var round = 0; round < 50; round++)
        {
            var value = Of([.. Enumerable.Range(0, 100).Select(i => $"f{i}")]);

            var sums = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
                Enumerable.Range(0, 100).Count(i => value[$"f{i}"] == Value.String($"f{i}")))));

            sums.ShouldAllBe(found => found == 100);
        }
    }

    [Fact]
    public void A_detached_large_object_still_finds_its_fields_and_grows_on_its_own()
    {
        var value = Of([.. Enumerable.Range(0, 40).Select(i => $"f{i}")]);
        var copy = Value.Object(value).Detach().AsObject();
        copy.Set("more", Value.True);
        copy.Set("f3", Value.Null);

        copy["f39"].ShouldBe(Value.String("f39"));
        copy["more"].ShouldBe(Value.True);
        value["more"].ShouldBe(Value.Undefined);
        value["f3"].ShouldBe(Value.String("f3"));
    }

    [Fact]
    public void Lists_are_equal_item_by_item()
    {
        new ArrayValue(Value.Number(1), Value.Null).Equals(new ArrayValue(Value.Number(1), Value.Null)).ShouldBeTrue();
        new ArrayValue(Value.Number(1), Value.Null).Equals(new ArrayValue(Value.Number(1))).ShouldBeFalse();
        new ArrayValue(Value.Null, Value.Number(1)).Equals(new ArrayValue(Value.Number(1), Value.Null)).ShouldBeFalse();
        new ArrayValue(Value.Number(double.NaN)).Equals(new ArrayValue(Value.Number(double.NaN))).ShouldBeTrue();
        ArrayValue.Empty.Equals(new ArrayValue()).ShouldBeTrue();
        ArrayValue.Empty.Equals(null).ShouldBeFalse();
    }

    [Fact]
    public void Text_in_an_arena_is_never_overwritten()
    {
        const int seed = 415;
        var random = new Random(seed);
        var arena = new TextArena();
        var written = new List<(Value Value, byte[] Bytes)>();
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = new byte[random.Next(10) == 0 ? random.Next(40_000) : random.Next(60)];
            random.NextBytes(bytes);

            // More may be reserved than is used, as for text that shrinks while its escapes are resolved.
            bytes.CopyTo(arena.Reserve(bytes.Length + random.Next(20)));
            written.Add((arena.Commit(bytes.Length), bytes));
        }

        written.FindAll(static pair => !pair.Value.Utf8Span().SequenceEqual(pair.Bytes)).ShouldBeEmpty($"seed {seed}");
    }

    private static ObjectValue Of(string[] names)
    {
        var value = new ObjectValue();
        foreach (var name in names)
        {
            value.Set(name, Value.String(name));
        }

        return value;
    }
}
