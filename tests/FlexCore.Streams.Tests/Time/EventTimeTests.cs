using FlexCore.Streams.Tests.Expressions;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Time;

public sealed class EventTimeTests
{
    private const double Earliest = -62_135_596_800_000 + (400 * 86_400_000d);
    private const double Latest = 253_402_300_799_999 - (400 * 86_400_000d);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-0.0, 0)]
    [InlineData(1.9, 1)]
    [InlineData(-0.1, -1)]
    [InlineData(-1.9, -2)]
    [InlineData(double.Epsilon, 0)]
    [InlineData(Earliest, (long)Earliest)]
    [InlineData(Latest, (long)Latest)]
    public void A_number_is_milliseconds_rounded_down(double number, long expected)
    {
        EventTime.TryRead(Value.Number(number), out var milliseconds).ShouldBeTrue();
        milliseconds.ShouldBe(expected);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.MaxValue)]
    [InlineData(Earliest - 1)]
    [InlineData(Latest + 1)]
    [InlineData(8.64e15)]
    public void A_number_outside_of_the_calendar_is_no_time(double number)
    {
        EventTime.TryRead(Value.Number(number), out var milliseconds).ShouldBeFalse();
        milliseconds.ShouldBe(0);
    }

    [Theory]
    [InlineData("2024-02-29T12:00:00Z", 1_709_208_000_000)]
    [InlineData("2024-02-29T12:00:00+05:45", 1_709_187_300_000)]
    [InlineData("2024-02-29T12:00:00-12:00", 1_709_251_200_000)]
    [InlineData("2000-02-29", 951_782_400_000)]
    [InlineData("2016-12-31T23:59:60Z", 1_483_228_800_000)]
    [InlineData("9998-01-01", 253_339_228_800_000)]
    [InlineData("0003-01-01T00:00:00.000Z", -62_072_524_800_000)]
    public void Text_is_read_as_ISO_8601_in_both_representations(string text, long expected)
    {
        foreach (var value in new[] { Value.String(text), ResultText.Utf8(text) })
        {
            EventTime.TryRead(value, out var milliseconds).ShouldBeTrue(text);
            milliseconds.ShouldBe(expected, text);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1709208000000")]
    [InlineData("2023-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2024-02-30T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    [InlineData("0001-01-01")]
    [InlineData("+002024-02-29")]
    [InlineData("２０２４-02-29")]
    [InlineData("2024-02-29T12:00:00Z\n")]
    public void Other_text_and_times_at_the_ends_of_the_calendar_are_refused(string text)
    {
        EventTime.TryRead(Value.String(text), out _).ShouldBeFalse(text);
        EventTime.TryRead(ResultText.Utf8(text), out _).ShouldBeFalse(text);
    }

    [Fact]
    public void Values_of_other_kinds_are_no_time()
    {
        var record = new ObjectValue();
        record.Set("time", Value.Number(1));
        Value[] values = [Value.Undefined, Value.Null, Value.True, Value.Array(new ArrayValue(Value.Number(1))), Value.Object(record), Value.String("\ud800")];

        Array.FindAll(values, static value => EventTime.TryRead(value, out _)).ShouldBeEmpty();
    }

    [Fact]
    public void Around_every_acceptable_time_the_longest_window_can_be_written()
    {
        foreach (var time in new[] { (long)Earliest, (long)Latest })
        {
            IsoTime.Write(time - EventTime.LongestWindow).AsString().Length.ShouldBe(24);
            IsoTime.Write(time + EventTime.LongestWindow).AsString().Length.ShouldBe(24);
        }
    }
}
