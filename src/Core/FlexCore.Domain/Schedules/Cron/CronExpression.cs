using System.Diagnostics.CodeAnalysis;

namespace FlexCore.Domain.Schedules.Cron;

/// <summary>When something is due, in the notation of cron. Immutable and thread-safe; two that were written alike are equal.</summary>
/// <remarks>
/// The dialect is Vixie cron's with a few widely known additions: an optional first field for seconds, and <c>L</c>, <c>W</c> and <c>#</c> in the fields for days.
/// This folder's README.md says all of it, daylight saving time included.
/// </remarks>
public sealed class CronExpression : IEquatable<CronExpression>
{
    /// <summary>The most characters of an expression.</summary>
    public const int LengthMax = 200;

    internal CronExpression(string text, CronFields fields)
    {
        Text = text;
        Fields = fields;
    }

    /// <summary>The expression as it was written, without surrounding blanks.</summary>
    public string Text { get; }

    /// <summary>
    /// Whether it names times of the day: neither the hour nor the minute begins with <c>*</c>. Such a time is due once on each of its days, also when daylight saving
    /// time skips or repeats it; all others follow the clock on the wall.
    /// </summary>
    public bool IsFixedTime => Fields.IsFixedTime;

    internal CronFields Fields { get; }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">Five fields (minute, hour, day of the month, month, day of the week), six with seconds first, or a name like <c>@daily</c>.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="refusal">Why it is none: code <c>bad-cron</c>, or <c>cron-never-fires</c> for a day that no calendar has; names the field, the value and the remedy.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronExpression? expression, [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(text);
        (expression, refusal) = CronParser.Parse(text);
        return expression is not null;
    }

    /// <summary>The first due instant after another.</summary>
    /// <param name="after">The instant; it is not part of the answer itself.</param>
    /// <param name="zone">Whose clock on the wall the fields speak of.</param>
    /// <returns>The instant, UTC, in whole seconds; <see langword="null"/> when there is none before the year 9990.</returns>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) => CronSearch.Next(Fields, after, new WallClock(zone));

    /// <summary>The last due instant before another.</summary>
    /// <param name="before">The instant; it is not part of the answer itself.</param>
    /// <param name="zone">Whose clock on the wall the fields speak of.</param>
    /// <returns>The instant, UTC, in whole seconds; <see langword="null"/> when there is none in the 400 years before.</returns>
    public DateTimeOffset? Previous(DateTimeOffset before, TimeZoneInfo zone) => CronSearch.Previous(Fields, before, new WallClock(zone));

    /// <inheritdoc/>
    public bool Equals(CronExpression? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CronExpression);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
