using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Hocon.Options;

/// <summary>Fills option classes from the configuration. Durations and sizes are written as in HOCON: <c>250ms</c>, <c>64 MiB</c>.</summary>
public static class OptionsReader
{
    private static readonly string[] Truths = ["true", "yes", "on"];
    private static readonly string[] Falsehoods = ["false", "no", "off"];

    /// <summary>Reads one section. Keys that no property has are errors, so that a misspelled key is not ignored.</summary>
    /// <typeparam name="TOptions">The option class.</typeparam>
    /// <param name="configuration">The configuration.</param>
    /// <param name="section">The section's path with dots.</param>
    /// <exception cref="ConfigurationException">A key is unknown or its value is of the wrong type.</exception>
    public static TOptions Read<TOptions>(IConfiguration configuration, string section)
        where TOptions : new() => (TOptions)Read(configuration, section, typeof(TOptions));

    /// <summary>Reads one section into a new object of a type with a constructor without parameters.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="section">The section's path with dots.</param>
    /// <param name="type">The option class.</param>
    /// <param name="known">When given, keys outside it are passed over: someone else reports them, or they belong to another class.</param>
    /// <exception cref="ConfigurationException">A key is unknown or its value is of the wrong type.</exception>
    public static object Read(IConfiguration configuration, string section, Type type, IReadOnlySet<string>? known = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        var options = Activator.CreateInstance(type) ?? throw new InvalidOperationException($"The option class {type.Name} cannot be created.");
        Fill(options, configuration, section, known);
        return options;
    }

    /// <summary>Reads one section into options that exist; what the section does not set stays.</summary>
    /// <param name="options">The options.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="section">The section's path with dots.</param>
    /// <param name="known">When given, keys outside it are passed over: someone else reports them, or they belong to another class.</param>
    /// <exception cref="ConfigurationException">A key is unknown or its value is of the wrong type.</exception>
    public static void Fill(object options, IConfiguration configuration, string section, IReadOnlySet<string>? known = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(section);
        var properties = options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .ToDictionary(property => ConfigurationKeys.ToKebab(property.Name), StringComparer.OrdinalIgnoreCase);
        foreach (var child in configuration.GetSection(section.Replace('.', ':')).GetChildren())
        {
            var key = $"{section}.{child.Key}";
            if (!properties.TryGetValue(child.Key, out var property))
            {
                if (known is not null)
                {
                    continue;
                }

                throw Wrong($"There is no setting '{key}'. The settings there are: {string.Join(", ", properties.Keys.Order(StringComparer.Ordinal))}.");
            }

            property.SetValue(options, Convert(key, child.Value ?? string.Empty, property.PropertyType));
        }
    }

    private static object Convert(string key, string text, Type type)
    {
        try
        {
            return type switch
            {
                _ when type == typeof(string) => text,
                _ when type == typeof(TimeSpan) => text is "infinite" ? Timeout.InfiniteTimeSpan : HoconUnits.ParseDuration(text),
                _ when type == typeof(int) => checked((int)ParseWhole(text)),
                _ when type == typeof(long) => ParseWhole(text),
                _ when type == typeof(double) => ParseNumber(text),
                _ when type == typeof(bool) => ParseTruth(text),
                _ when type.IsEnum => ParseChoice(type, text),
                _ => throw new NotSupportedException($"The option type {type.Name} of '{key}' has no conversion."),
            };
        }
        catch (Exception error) when (error is FormatException or HoconException or OverflowException or ArgumentException)
        {
            throw Wrong($"The setting '{key}' is '{text}', which is not {Describe(type)}.", error);
        }
    }

    // A number without a unit is what it says: as a size, 1.5 would silently be 1.
    private static long ParseWhole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? throw new FormatException(text)
        : HoconUnits.ParseSize(text);

    // No thousands separators: a decimal comma must not make 0,2 into 2.
    private static double ParseNumber(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) is var number && double.IsFinite(number)
        ? number
        : throw new FormatException(text);

    // By name only: Enum.Parse would also take numbers that stand for nothing, and lists of names.
    private static object ParseChoice(Type type, string text) =>
        Enum.GetNames(type).FirstOrDefault(name => string.Equals(ConfigurationKeys.ToKebab(name), text, StringComparison.OrdinalIgnoreCase)) is { } choice
            ? Enum.Parse(type, choice)
            : throw new FormatException(text);

    private static bool ParseTruth(string text) => Truths.Contains(text, StringComparer.OrdinalIgnoreCase)
        || (Falsehoods.Contains(text, StringComparer.OrdinalIgnoreCase) ? false : throw new FormatException(text));

    private static string Describe(Type type) => type switch
    {
        _ when type == typeof(TimeSpan) => "a duration such as 250ms or 10s",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(double) => "a number",
        _ when type.IsEnum => "one of: " + string.Join(", ", Enum.GetNames(type).Select(ConfigurationKeys.ToKebab)),
        _ => "a whole number or a size such as 64 MiB",
    };

    private static ConfigurationException Wrong(string message, Exception? cause = null) => new(message, cause);
}
