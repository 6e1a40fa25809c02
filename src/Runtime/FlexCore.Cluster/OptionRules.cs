using System.Globalization;

namespace FlexCore.Cluster;

/// <summary>Range checks whose messages name key, value and remedy.</summary>
internal static class OptionRules
{
    internal static void RequireRange<T>(string key, T value, T min, T max)
        where T : IComparable<T>, IFormattable =>
        Require(
            value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0,
            key,
            value.ToString(null, CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"from {min} to {max}"));

    internal static void Require(bool holds, string key, string value, string range)
    {
        if (!holds)
        {
            throw new ClusterOptionsException(key, value, range);
        }
    }
}
