using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Times: instants are numbers, milliseconds since 1970 in UTC.</summary>
internal static class TimeFunctions
{
    public static readonly FunctionGroup Group = new(
        "Times",
        [
            new("Date.parse(text)", "The instant of an ISO 8601 or RFC 2822 text in milliseconds since 1970; without zone it is UTC; NaN when malformed.", "Date.parse(\"2026-11-22T09:00:00Z\")", "1795338000000", static (in Evaluation e, in Arguments a) => Value.Number(TimeText.Parse(a.Text(e, 0).AsString()))),
            new("Date.UTC(year, month = 0, day = 1, hour = 0, minute = 0, second = 0, ms = 0)", "The instant of a time in UTC; the month counts from 0.", "Date.UTC(2026, 10, 22, 9)", "1795338000000", Utc),
            new("parseTime(text, format)", "The instant of a text in a given format; NaN when it does not fit. Letters: yyyy yy MMMM MMM MM M dddd ddd dd d HH H hh h tt mm m ss s fff zzz; text in single quotes is literal.", "parseTime(\"22/Nov/2026:10:00:00 +0100\", \"dd/MMM/yyyy:HH:mm:ss zzz\")", "1795338000000", ParseTime),
            new("formatTime(time, format = ISO)", "An instant (number or ISO text) as text in UTC; the letters are those of parseTime.", "formatTime(1795338000000, \"yyyy-MM-dd HH:mm\")", "\"2026-11-22 09:00\"", FormatTime),
            new("truncateTime(time, unit)", "The beginning of the unit that an instant lies in: a duration such as `15m`, `1h`, `1d`, or `week` (Monday), `month`, `year`.", "formatTime(truncateTime(1795338754321, \"15m\"))", "\"2026-11-22T09:00:00.000Z\"", TruncateTime),
            new("duration(text)", "A duration in milliseconds: a number with ms, s, m, h, d or w.", "duration(\"1.5h\")", "5400000", ParseDuration),
        ]);

    private static Value Utc(in Evaluation e, in Arguments a)
    {
        var year = a.Integer(e, 0, double.NaN);
        var month = a.Integer(e, 1, 0);
        Span<double> rest = [a.Integer(e, 2, 1), a.Integer(e, 3, 0), a.Integer(e, 4, 0), a.Integer(e, 5, 0), a.Integer(e, 6, 0)];
        for (var i = 0; i < a.Count; i++)
        {
            if (!double.IsFinite(a.Number(e, i)))
            {
                return Value.Number(double.NaN);
            }
        }

        if (!(Math.Abs(year) <= 400_000 && Math.Abs(month) <= 4_000_000))
        {
            return Value.Number(double.NaN);
        }

        year = year is >= 0 and <= 99 ? 1900 + year : year;
        year += Math.Floor(month / 12);
        var monthOfYear = (int)(month - (12 * Math.Floor(month / 12))) + 1;
        var days = CivilTime.DaysFromCivil((long)year, monthOfYear, 1) + rest[0] - 1;
        var milliseconds = (days * CivilTime.MillisecondsPerDay) + (rest[1] * 3_600_000) + (rest[2] * 60_000) + (rest[3] * 1_000) + rest[4];
        return Value.Number(Math.Abs(milliseconds) <= CivilTime.MaxMilliseconds ? milliseconds : double.NaN);
    }

    private static Value ParseTime(in Evaluation e, in Arguments a)
    {
        var text = a.Text(e, 0);
        var format = a.Text(e, 1);
        e.Create(text.TextLength + format.TextLength);
        return Value.Number(TimeFormat.Read(text.AsString(), format.AsString()));
    }

    private static Value FormatTime(in Evaluation e, in Arguments a)
    {
        var time = TimeOf(e, a[0]);
        if (a[1].IsUndefined)
        {
            return Text.Constant(TimeFormat.WriteIso(time));
        }

        var format = a.Text(e, 1);
        e.Create(4L * format.TextLength);
        return Text.Constant(TimeFormat.Write(time, format.AsString()));
    }

    private static Value TruncateTime(in Evaluation e, in Arguments a)
    {
        var time = TimeOf(e, a[0]);
        var unit = a.Text(e, 1).AsString();
        var civil = CivilTime.From(time);
        switch (unit)
        {
            case "week":
                var days = Math.Floor(time / CivilTime.MillisecondsPerDay);
                return Value.Number((days - ((civil.Weekday + 6) % 7)) * CivilTime.MillisecondsPerDay);
            case "month":
                return Value.Number(new CivilTime(civil.Year, civil.Month, 1).ToMilliseconds());
            case "year":
                return Value.Number(new CivilTime(civil.Year, 1, 1).ToMilliseconds());
        }

        var duration = DurationReader.Parse(unit);
        return duration > 0
            ? Value.Number(Math.Floor(time / duration) * duration)
            : throw e.Fail(ExpressionErrorCode.OutOfRange, $"'{unit}' is not a unit of time: write a duration such as 15m, or week, month, year.");
    }

    private static Value ParseDuration(in Evaluation e, in Arguments a)
    {
        var text = a.Text(e, 0).AsString();
        var duration = DurationReader.Parse(text);
        return double.IsNaN(duration)
            ? throw e.Fail(ExpressionErrorCode.OutOfRange, $"'{text}' is not a duration: write a number with ms, s, m, h, d or w.")
            : Value.Number(duration);
    }

    private static double TimeOf(in Evaluation e, Value time)
    {
        var milliseconds = time.IsString ? TimeText.Parse(time.AsString()) : Coercion.ToNumber(e, time);
        return Math.Abs(milliseconds) <= CivilTime.MaxMilliseconds
            ? milliseconds
            : throw e.Fail(ExpressionErrorCode.OutOfRange, $"{time} is not a time: it must be milliseconds since 1970 or ISO 8601 text.");
    }
}
