using System.Globalization;

namespace FlexCore.Domain.Schedules.Cron;

/// <summary>Reads the numbers of expressions: digits only, no sign. Pure.</summary>
internal static class CronNumbers
{
    public static bool TryRead(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
