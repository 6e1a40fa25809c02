using System.Globalization;

namespace FlexCore.Hocon;

/// <summary>Which keys of an object count as array positions: 0, 1, 2 … written the only canonical way, without sign or leading zero.</summary>
internal static class NumberedKeys
{
    public static bool TryParse(string key, out int index) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out index) && (key.Length == 1 || key[0] != '0');
}
