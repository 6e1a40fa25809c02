using System.Text;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Values;

public sealed class ValueTests
{
    private const string Letters = "ab é€😀\0\"";

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Both_representations_of_a_text_are_equal_and_hash_alike(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var (left, right) = (RandomText(random), RandomText(random));
            var reason = $"seed {seed}: {left} and {right}";

            Utf8(left).Equals(Value.String(left)).ShouldBeTrue(reason);
            Value.String(left).Equals(Utf8(left)).ShouldBeTrue(reason);
            Utf8(left).GetHashCode().ShouldBe(Value.String(left).GetHashCode(), reason);
            Utf8(left).Equals(Value.String(right)).ShouldBe(left == right, reason);
            Utf8(left).Equals(Utf8(right)).ShouldBe(left == right, reason);
            Value.String(left).Equals(Utf8(right)).ShouldBe(left == right, reason);
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_equals_no_text_in_utf8()
    {
        Value.String("\ud83d").Equals(Utf8("\ufffd")).ShouldBeFalse();
        Value.String("\ud83d").ShouldBe(Value.String("\ud83d"));
    }

    [Fact]
    public void Comparing_both_representations_allocates_nothing()
    {
        var (left, right) = (Utf8(new string('é', 1_000)), Value.String(new string('é', 1_000)));
        left.Equals(right).ShouldBeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        left.Equals(right);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Values_of_different_kinds_are_never_equal()
    {
        Value[] values =
        [
            Value.Undefined, Value.Null, Value.False, Value.True, Value.Number(0), Value.Number(1), Value.Number(double.NaN), Utf8(""), Utf8("0"),
            Value.Array(ArrayValue.Empty), Value.Array(new ArrayValue(Value.Null)), Value.Object(new ObjectValue()),
        ];

        for (var i = 0; i < values.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                (values[i] == values[j]).ShouldBe(i == j, $"{values[i]} and {values[j]}");
            }
        }
    }

    [Fact]
    public void Objects_are_equal_in_any_order_of_fields()
    {
        var (left, right) = (new ObjectValue(), new ObjectValue());
        left.Set("a", Value.Number(1));
        left.Set("b", Utf8("x"));
        right.Set("b", Value.String("x"));
        right.Set("a", Value.Number(1));

        Value.Object(left).ShouldBe(Value.Object(right));
        Value.Object(left).GetHashCode().ShouldBe(Value.Object(right).GetHashCode());
        right.Set("a", Value.Number(2));
        Value.Object(left).ShouldNotBe(Value.Object(right));
    }

    [Fact]
    public void A_detached_value_survives_its_buffer()
    {
        var buffer = Encoding.UTF8.GetBytes("hello");
        var inner = new ObjectValue();
        inner.Set("text", Value.Utf8(buffer, 0, 5));
        var value = Value.Array(new ArrayValue(Value.Object(inner), Value.Utf8(buffer, 1, 3)));

        var detached = value.Detach();
        buffer.AsSpan().Fill((byte)'x');

        detached.AsArray()[0].AsObject()["text"].AsString().ShouldBe("hello");
        detached.AsArray()[1].AsString().ShouldBe("ell");
        value.AsArray()[1].AsString().ShouldBe("xxx");
    }

    [Fact]
    public void A_large_object_finds_its_fields_by_index_while_it_grows()
    {
        var value = new ObjectValue();
        for (var i = 0; i < 100; i++)
        {
            value.Set($"field{i}", Value.Number(i));
            value[$"field{i / 2}"].ShouldBe(Value.Number(i / 2));
        }

        value.Set("field7", Value.True);
        value.Count.ShouldBe(100);
        value["field7"].ShouldBe(Value.True);
        value["field100"].ShouldBe(Value.Undefined);
        value.Fields[7].Key.ShouldBe("field7");
    }

    [Fact]
    public void A_part_that_appears_twice_counts_twice_in_the_extent()
    {
        var list = Value.Array(new ArrayValue(Utf8("12345678")));
        for (var i = 0; i < 60; i++)
        {
            list = Value.Array(new ArrayValue(list, list));
        }

        Extent.Of(list).ShouldBe(new Extent(61, Extent.MaxSize));
        Extent.Of(Value.Array(new ArrayValue(Utf8("1234"), Value.Null))).ShouldBe(new Extent(1, 16 + 20 + 16));
        Extent.Of(Utf8("1234")).ShouldBe(new Extent(0, 20));
    }

    [Theory]
    [InlineData(ValueKind.Number)]
    [InlineData(ValueKind.String)]
    [InlineData(ValueKind.Boolean)]
    [InlineData(ValueKind.Array)]
    [InlineData(ValueKind.Object)]
    public void Reading_a_value_as_another_kind_is_refused(ValueKind wanted)
    {
        Func<object> read = wanted switch
        {
            ValueKind.Number => static () => Value.Null.AsNumber(),
            ValueKind.String => static () => Value.Null.AsString(),
            ValueKind.Boolean => static () => Value.Null.AsBoolean(),
            ValueKind.Array => static () => Value.Null.AsArray(),
            _ => static () => Value.Null.AsObject(),
        };

        Should.Throw<InvalidOperationException>(() => read()).Message.ShouldContain("Null");
    }

    private static Value Utf8(string text)
    {
        var bytes = Encoding.UTF8.GetBytes("<" + text + ">");
        return Value.Utf8(bytes, 1, bytes.Length - 2);
    }

    // Whole characters only: half a surrogate pair cannot be written as UTF-8.
    private static string RandomText(Random random)
    {
        var runes = Letters.EnumerateRunes().ToArray();
        return string.Concat(Enumerable.Range(0, random.Next(4) == 0 ? random.Next(300) : random.Next(3)).Select(_ => runes[random.Next(runes.Length)].ToString()));
    }
}
