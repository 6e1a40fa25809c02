using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Hocon.Configuration;

/// <summary>Maps a resolved object to the flat keys of <see cref="IConfiguration"/>.</summary>
internal static class Flattener
{
    /// <summary>One entry per scalar other than null; arrays by index; a field name is one segment even when it holds dots.</summary>
    /// <exception cref="HoconException">Two names differ only in case, which configuration keys cannot.</exception>
    public static Dictionary<string, HoconScalar> Flatten(HoconObject root)
    {
        var entries = new Dictionary<string, HoconScalar>(StringComparer.OrdinalIgnoreCase);
        AddFields(entries, root, null);
        return entries;
    }

    private static void Add(Dictionary<string, HoconScalar> entries, HoconValue value, string path)
    {
        switch (value)
        {
            case HoconObject fields:
                AddFields(entries, fields, path);
                break;
            case HoconArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Add(entries, items[i], ConfigurationPath.Combine(path, i.ToString(CultureInfo.InvariantCulture)));
                }

                break;
            case HoconScalar { Kind: not HoconValueKind.Null } scalar:
                AddScalar(entries, scalar, path);
                break;
        }
    }

    private static void AddFields(Dictionary<string, HoconScalar> entries, HoconObject parent, string? path)
    {
        foreach (var (key, value) in parent.Fields)
        {
            Add(entries, value, path is null ? key : ConfigurationPath.Combine(path, key));
        }
    }

    private static void AddScalar(Dictionary<string, HoconScalar> entries, HoconScalar scalar, string path)
    {
        if (!entries.TryAdd(path, scalar))
        {
            throw new HoconException(
                HoconErrorKind.BadValue,
                scalar.Origin,
                $"The key '{path}' is also set at {entries[path].Origin}, spelled differently; configuration keys ignore case, so use one spelling.");
        }
    }
}
