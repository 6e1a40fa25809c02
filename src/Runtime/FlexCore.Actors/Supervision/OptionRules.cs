using System.Globalization;

namespace FlexCore.Actors.Supervision;

/// <summary>Range checks whose messages name key, value and remedy.</summary>
internal static class OptionRules
{
    internal static void RequireRange<T>(string key, T value, T min, T max)
        where T : IComparable<T>, IFormattable =>
        Require(
            value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0,
            key,
            value,
            string.Create(CultureInfo.InvariantCulture, $"from {min} to {max}"));

    internal static void Require<T>(bool holds, string key, T value, string range)
        where T : IFormattable
    {
        if (!holds)
        {
            throw new ActorOptionsException(key, value.ToString(null, CultureInfo.InvariantCulture), range);
        }
    }
}
