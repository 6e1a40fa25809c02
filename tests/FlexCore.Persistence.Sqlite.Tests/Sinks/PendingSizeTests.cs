using FlexCore.Persistence.Sqlite.Sinks;
using FlexCore.Streams.Values;

namespace FlexCore.Persistence.Sqlite.Tests.Sinks;

public sealed class PendingSizeTests
{
    private const long Enough = 1_000_000;

    [Fact]
    public void Values_that_hold_no_memory_count_nothing()
    {
        PendingSize.Of(Value.Number(1), Enough).ShouldBe(0);
        PendingSize.Of(Value.True, Enough).ShouldBe(0);
        PendingSize.Of(Value.Null, Enough).ShouldBe(0);
        PendingSize.Of(Value.Undefined, Enough).ShouldBe(0);
    }

    [Fact]
    public void A_text_counts_its_bytes_in_memory()
    {
        PendingSize.Of(Value.Utf8("grüße"u8.ToArray(), 0, 7), Enough).ShouldBe(7);
        PendingSize.Of(Value.String("grüße"), Enough).ShouldBe(10);
    }

    [Fact]
    public void A_list_counts_more_than_its_parts()
    {
        var flat = Value.Array(new ArrayValue([Value.String("abc"), Value.Number(1)]));
        var nested = Value.Array(new ArrayValue([flat, flat]));

        PendingSize.Of(flat, Enough).ShouldBeGreaterThan(6);
        PendingSize.Of(nested, Enough).ShouldBeGreaterThan(2 * PendingSize.Of(flat, Enough));
    }

    [Fact]
    public void An_object_counts_its_names()
    {
        PendingSize.Of(Value.Object(Object("n")), Enough).ShouldBeLessThan(PendingSize.Of(Value.Object(Object("a-long-name")), Enough));
    }

    [Fact]
    public void A_list_that_doubles_at_every_level_is_counted_only_until_it_is_enough()
    {
        var value = Value.String("x");
        for (var level = 0; level < 60; level++)
        {
            value = Value.Array(new ArrayValue([value, value]));
        }

        // 2⁶⁰ parts: counting them all would never end.
        PendingSize.Of(value, Enough).ShouldBeInRange(Enough, 2 * Enough);
    }

    private static ObjectValue Object(string name)
    {
        var value = new ObjectValue();
        value.Set(name, Value.Number(1));
        return value;
    }
}
