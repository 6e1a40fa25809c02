using System.Globalization;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions.Functions;

/// <summary>The functions of times that JavaScript does not have, so that node cannot be their oracle.</summary>
public sealed class TimeFunctionsTests
{
    [Theory]
    [InlineData("formatTime(0)", "1970-01-01T00:00:00.000Z")]
    [InlineData("formatTime(-1)", "1969-12-31T23:59:59.999Z")]
    [InlineData("formatTime(0.9)", "1970-01-01T00:00:00.000Z")]
    [InlineData("formatTime(-0.1)", "1969-12-31T23:59:59.999Z")]
    [InlineData("formatTime('2024-02-29T23:30:00-01:00')", "2024-03-01T00:30:00.000Z")]
    [InlineData("formatTime('2024-02-29', 'dddd d. MMMM yyyy')", "Thursday 29. February 2024")]
    [InlineData("formatTime(0, 'hh:mm tt')", "12:00 AM")]
    [InlineData("formatTime(43200000, 'h:m:s tt')", "12:0:0 PM")]
    [InlineData("formatTime(0, \"'yyyy' yyyy\")", "yyyy 1970")]
    [InlineData("formatTime(0, 'Q')", "Q")]
    [InlineData("formatTime(0, '')", "")]
    [InlineData("formatTime(0, 'zzz')", "+00:00")]
    [InlineData("formatTime(8640000000000000)", "+275760-09-13T00:00:00.000Z")]
    [InlineData("formatTime(null)", "1970-01-01T00:00:00.000Z")]
    public void Instants_are_written_in_UTC(string expression, string expected) => Evaluate(expression).AsString().ShouldBe(expected);

    [Theory]
    [InlineData("formatTime('yesterday')", "yesterday is not a time: it must be milliseconds since 1970 or ISO 8601 text.")]
    [InlineData("formatTime(NaN)", "NaN is not a time: it must be milliseconds since 1970 or ISO 8601 text.")]
    [InlineData("formatTime(Infinity, 'yyyy')", "Infinity is not a time: it must be milliseconds since 1970 or ISO 8601 text.")]
    [InlineData("truncateTime(8640000000000001, '1d')", "8640000000000001 is not a time: it must be milliseconds since 1970 or ISO 8601 text.")]
    [InlineData("truncateTime('2023-02-32', '1d')", "2023-02-32 is not a time: it must be milliseconds since 1970 or ISO 8601 text.")]
    [InlineData("truncateTime(0, '0s')", "'0s' is not a unit of time: write a duration such as 15m, or week, month, year.")]
    [InlineData("truncateTime(0, 'fortnight')", "'fortnight' is not a unit of time: write a duration such as 15m, or week, month, year.")]
    [InlineData("duration('-5m')", "'-5m' is not a duration: write a number with ms, s, m, h, d or w.")]
    [InlineData("duration('5 m')", "'5 m' is not a duration: write a number with ms, s, m, h, d or w.")]
    [InlineData("duration('5M')", "'5M' is not a duration: write a number with ms, s, m, h, d or w.")]
    [InlineData("duration('')", "'' is not a duration: write a number with ms, s, m, h, d or w.")]
    public void What_is_no_time_or_duration_is_an_error_that_says_what_is(string expression, string message)
    {
        var error = Should.Throw<ExpressionException>(() => Evaluate(expression));

        error.Code.ShouldBe(ExpressionErrorCode.OutOfRange);
        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("2026-11-22T09:07:59.999Z", "1s", "2026-11-22T09:07:59.000Z")]
    [InlineData("2026-11-22T09:07:59.999Z", "15m", "2026-11-22T09:00:00.000Z")]
    [InlineData("2026-11-22T09:07:59.999Z", "1d", "2026-11-22T00:00:00.000Z")]
    [InlineData("2026-11-22T09:07:59.999Z", "week", "2026-11-16T00:00:00.000Z")]
    [InlineData("2026-11-16T00:00:00.000Z", "week", "2026-11-16T00:00:00.000Z")]
    [InlineData("2026-11-15T23:59:59.999Z", "week", "2026-11-09T00:00:00.000Z")]
    [InlineData("1969-12-31T23:59:59.999Z", "week", "1969-12-29T00:00:00.000Z")]
    [InlineData("1969-12-31T23:59:59.999Z", "1h", "1969-12-31T23:00:00.000Z")]
    [InlineData("2024-02-29T12:00:00.000Z", "month", "2024-02-01T00:00:00.000Z")]
    [InlineData("2024-12-31T23:59:59.999Z", "year", "2024-01-01T00:00:00.000Z")]
    [InlineData("1903-06-01T00:00:00.000Z", "year", "1903-01-01T00:00:00.000Z")]
    public void A_time_is_cut_to_the_beginning_of_its_unit(string time, string unit, string expected) =>
        Evaluate($"formatTime(truncateTime('{time}', '{unit}'))").AsString().ShouldBe(expected);

    [Theory]
    [InlineData(341)]
    public void Weeks_months_and_years_begin_where_the_runtimes_calendar_says(int seed)
    {
        var random = new Random(seed);
        var week = Compile("truncateTime(t, 'week')");
        var month = Compile("truncateTime(t, 'month')");
        var year = Compile("truncateTime(t, 'year')");
        var quarter = Compile("truncateTime(t, '15m')");
        for (var i = 0; i < 5_000; i++)
        {
            var time = new DateTime(random.NextInt64(TimeSpan.TicksPerDay * 7, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
            Value[] row = [Value.Number(Math.Floor((time - DateTime.UnixEpoch).TotalMilliseconds))];
            var reason = $"seed {seed}: {time.ToString("O", CultureInfo.InvariantCulture)}";

            Check(week, time.Date.AddDays(-(((int)time.DayOfWeek + 6) % 7)));
            Check(month, new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc));
            Check(year, new DateTime(time.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            Check(quarter, time.Date.AddHours(time.Hour).AddMinutes(time.Minute / 15 * 15));

            void Check(CompiledExpression expression, DateTime expected) =>
                expression.EvaluateNumber(new EvaluationFrame(row)).ShouldBe((expected - DateTime.UnixEpoch).TotalMilliseconds, reason);
        }
    }

    [Theory]
    [InlineData("parseTime('29/Feb/2024:00:00:00 +0000', 'dd/MMM/yyyy:HH:mm:ss zzz')", 1_709_164_800_000)]
    [InlineData("parseTime('29/Feb/2024:00:00:00 +05:30', 'dd/MMM/yyyy:HH:mm:ss zzz')", 1_709_145_000_000)]
    [InlineData("parseTime('00:00 -2359', 'HH:mm zzz')", 86_340_000)]
    [InlineData("parseTime('69', 'yy')", 3_124_224_000_000)]
    [InlineData("parseTime('70', 'yy')", 0)]
    [InlineData("parseTime('1.25', 's.fff')", 1_250)]
    [InlineData("parseTime('1.123456', 's.fff')", 1_123)]
    [InlineData("parseTime('24:00', 'HH:mm')", 86_400_000)]
    [InlineData("parseTime('Tuesday 1 january 1970', 'dddd d MMMM yyyy')", 0)]
    [InlineData("parseTime('T1970', \"'T'yyyy\")", 0)]
    [InlineData("parseTime('', '')", 0)]
    [InlineData("parseTime('24:01', 'HH:mm')", double.NaN)]
    [InlineData("parseTime('12:60', 'HH:mm')", double.NaN)]
    [InlineData("parseTime('1970 ', 'yyyy')", double.NaN)]
    [InlineData("parseTime('00:00 +2400', 'HH:mm zzz')", double.NaN)]
    [InlineData("parseTime('١٩٧٠', 'yyyy')", double.NaN)]
    [InlineData("duration('0.5ms')", 0.5)]
    [InlineData("duration('.5s')", 500)]
    [InlineData("duration('90m')", 5_400_000)]
    [InlineData("duration('36500d')", 3_153_600_000_000)]
    public void Texts_are_read_by_their_format(string expression, double expected) => Evaluate(expression).AsNumber().ShouldBe(expected);

    private static CompiledExpression Compile(string text) => ExpressionCompiler.Compile(text, new TestScope("t")).OrThrow();

    private static Value Evaluate(string text) => ExpressionCompiler.Compile(text, TestScope.Empty).OrThrow().Evaluate(default);
}
