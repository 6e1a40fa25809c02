using System.Globalization;

namespace FlexCore.Cli.Terminal;

/// <summary>Numbers as people read them; the same in every locale.</summary>
internal static class Amounts
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary><c>1,234,567</c>.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>812,345/s</c>; a dash when no time has passed.</summary>
    public static string Rate(long count, TimeSpan elapsed) =>
        elapsed <= TimeSpan.Zero ? "-" : Count((long)(count / elapsed.TotalSeconds)) + "/s";

    /// <summary><c>1.2 GB</c>, in powers of 1000.</summary>
    public static string Bytes(long value)
    {
        var scaled = (double)value;
        var unit = 0;
        while (scaled >= 999.95 && unit < Units.Length - 1)
        {
            scaled /= 1000;
            unit++;
        }

        return scaled.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary><c>0.4 s</c>, <c>12.3 s</c>, <c>2m 05s</c>, <c>3h 02m</c>.</summary>
    public static string Duration(TimeSpan value)
    {
        var culture = CultureInfo.InvariantCulture;
        if (value.TotalSeconds < 59.95)
        {
            return value.TotalSeconds.ToString("0.0", culture) + " s";
        }

        // Rounded as a whole, so that 59.96 s is a minute and not 59 seconds.
        value = TimeSpan.FromSeconds(Math.Round(value.TotalSeconds));
        return value.TotalHours < 1
            ? string.Create(culture, $"{(int)value.TotalMinutes}m {value.Seconds:00}s")
            : string.Create(culture, $"{(int)value.TotalHours}h {value.Minutes:00}m");
    }
}
