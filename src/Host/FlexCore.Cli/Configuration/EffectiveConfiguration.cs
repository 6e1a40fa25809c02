using System.Collections;
using FlexCore.Cli.ExitCodes;
using FlexCore.Hocon;
using FlexCore.Hocon.Documents;

namespace FlexCore.Cli.Configuration;

/// <summary>All settings with the place where each was set: the layers of <see cref="ConfigurationLoader"/>, with their origins kept.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class EffectiveConfiguration
{
    private readonly SortedDictionary<string, EffectiveSetting> _settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HoconOrigin> _origins = new(StringComparer.OrdinalIgnoreCase);

    private EffectiveConfiguration(HoconObject reference, HoconObject? file, IDictionary environment)
    {
        Known = [.. reference.Leaves().Select(leaf => leaf.Path.ToString())];
        Add(reference, isDefault: true);
        File = file;
        if (file is not null)
        {
            Add(file, isDefault: false);
        }

        foreach (var key in Known)
        {
            var variable = ConfigurationKeys.ToVariable(key);
            if (environment[variable] is string value)
            {
                _settings[key] = Setting(key, value, $"environment {variable}", isDefault: false);
                _origins.Remove(key);
            }
        }
    }

    /// <summary>The settings in alphabetical order of their keys.</summary>
    public IReadOnlyCollection<EffectiveSetting> Settings => _settings.Values;

    /// <summary>The keys that FlexCore reads.</summary>
    public IReadOnlyList<string> Known { get; }

    /// <summary>What the configuration file says; <see langword="null"/> without a file.</summary>
    public HoconObject? File { get; }

    /// <summary>Loads all layers.</summary>
    /// <param name="file">A file that must exist, or <see langword="null"/> for the default one if it is there.</param>
    /// <param name="environment">The environment.</param>
    /// <exception cref="CliException">The named file does not exist.</exception>
    /// <exception cref="HoconException">The file has a mistake; the message names line and column.</exception>
    public static EffectiveConfiguration Load(string? file, IDictionary environment)
    {
        ConfigurationLoader.RequireFile(file);
        var reference = HoconParser.Parse(ConfigurationLoader.ReadReference(), name: ConfigurationLoader.ReferenceName).Resolve();
        var exists = HoconParser.TryParseFile(file ?? ConfigurationLoader.DefaultFile, null, out var document);
        return new EffectiveConfiguration(reference, exists ? document.Resolve() : null, environment);
    }

    /// <summary>Finds a setting; case does not count.</summary>
    /// <param name="key">The key with dots.</param>
    public EffectiveSetting? Find(string key) => _settings.GetValueOrDefault(key);

    /// <summary>The place in a file where a setting's value stands; <see langword="null"/> for one that a variable sets.</summary>
    /// <param name="key">The key with dots.</param>
    public HoconOrigin? OriginOf(string key) => _origins.TryGetValue(key, out var origin) ? origin : null;

    private void Add(HoconObject layer, bool isDefault)
    {
        foreach (var leaf in layer.Leaves())
        {
            var key = leaf.Path.ToString();
            _origins[key] = leaf.Value.Origin;
            _settings[key] = Setting(key, TextOf(leaf.Value), $"{leaf.Value.Origin.Source}:{leaf.Value.Origin.Line}", isDefault);
        }
    }

    private static EffectiveSetting Setting(string key, string value, string origin, bool isDefault) =>
        new(key, SecretKeys.IsSecret(key) && value.Length > 0 ? SecretKeys.Redacted : value, origin, isDefault);

    private static string TextOf(HoconValue value) => value is HoconScalar { Kind: not HoconValueKind.Null } ? value.AsString() : value.ToJson();
}
