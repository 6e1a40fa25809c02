using System.Globalization;
using FlexCore.Application.Schedules;

namespace FlexCore.Application.Retention;

/// <summary>How long events are kept. What is <see langword="null"/> does not bound them; when both are given, whichever bound is passed first.</summary>
/// <param name="Age">Events older than this may go.</param>
/// <param name="Count">Events before the newest so many may go; of a topic, records.</param>
public sealed record RetentionPolicy(TimeSpan? Age, long? Count)
{
    /// <summary>How a policy is written, for messages.</summary>
    public const string Usage = "forever, a span such as 7d, a number such as 1000000, or both as 7d/1000000";

    private const string ForeverText = "forever";

    /// <summary>Everything is kept.</summary>
    public static RetentionPolicy Forever { get; } = new(null, null);

    /// <summary>Reads a policy.</summary>
    /// <param name="text">The text; see <see cref="Usage"/>.</param>
    /// <returns>The policy, or <see langword="null"/> when the text is none.</returns>
    public static RetentionPolicy? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim() == ForeverText)
        {
            return Forever;
        }

        var policy = Forever;
        foreach (var part in text.Split('/', StringSplitOptions.TrimEntries))
        {
            if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && policy.Count is null)
            {
                policy = policy with { Count = count };
            }
            else if (SpanText.TryParse(part, out var age) && age > TimeSpan.Zero && policy.Age is null)
            {
                policy = policy with { Age = age };
            }
            else
            {
                return null;
            }
        }

        return policy;
    }

    /// <summary>The policy as it is written.</summary>
    public override string ToString() => (Age, Count) switch
    {
        (null, null) => ForeverText,
        ({ } age, null) => SpanText.Of(age),
        (null, { } count) => count.ToString(CultureInfo.InvariantCulture),
        ({ } age, { } count) => string.Create(CultureInfo.InvariantCulture, $"{SpanText.Of(age)}/{count}"),
    };
}
