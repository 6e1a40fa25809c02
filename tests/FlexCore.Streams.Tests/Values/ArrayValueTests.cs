using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Values;

public sealed class ArrayValueTests
{
    [Fact]
    public void Arrays_with_equal_items_are_equal_and_have_one_hash()
    {
        var (one, same) = (Of(1, "a"), Of(1, "a"));

        one.Equals(same).ShouldBeTrue();
        one.Equals((object)same).ShouldBeTrue();
        one.GetHashCode().ShouldBe(same.GetHashCode());
        foreach (var other in new object?[] { Of("a", 1), Of(1), Of(1, "a", 2), ArrayValue.Empty, null, "a" })
        {
            one.Equals(other).ShouldBeFalse($"{other}");
        }

        ArrayValue.Empty.ShouldBe(new ArrayValue());
    }

    [Fact]
    public void Items_are_counted_and_found_by_place()
    {
        var array = Of(1, "a");

        (array.Count, array[0].AsNumber(), array[1].AsString()).ShouldBe((2, 1.0, "a"));
        Should.Throw<IndexOutOfRangeException>(() => array[2]);
    }

    [Fact]
    public void A_detached_array_keeps_its_items_when_the_bytes_behind_them_change()
    {
        var bytes = "abc"u8.ToArray();
        var array = new ArrayValue(Value.Utf8(bytes, 0, 3), Value.Array(new ArrayValue(Value.Utf8(bytes, 0, 3))));
        var detached = array.Detach();
        bytes[0] = (byte)'x';

        (array[0].AsString(), detached[0].AsString(), detached[1].AsArray()[0].AsString()).ShouldBe(("xbc", "abc", "abc"));
    }

    /// <summary>Depth and size are measured once and must be those of the slow reading.</summary>
    [Fact]
    public void Depth_grows_with_nesting_and_size_with_content()
    {
        var nested = ArrayValue.Empty;
        for (var depth = 1; depth <= 50; depth++)
        {
            nested.Extent.Depth.ShouldBe(depth);
            nested.Extent.ShouldBe(nested.Extent, "the second look gives the first one's answer");
            nested = new ArrayValue(Value.Array(nested), Value.Number(depth));
        }

        Of("x").Extent.Size.ShouldBeLessThan(Of(new string('x', 100)).Extent.Size);
        Of(1).Extent.Size.ShouldBeLessThan(Of(1, 2).Extent.Size);
    }

    private static ArrayValue Of(params object[] items) => new([.. items.Select(item => item is int number ? Value.Number(number) : Value.String((string)item))]);
}
