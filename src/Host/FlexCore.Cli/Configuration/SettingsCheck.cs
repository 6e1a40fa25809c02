using System.Collections;
using System.Reflection;
using FlexCore.Api.Metrics;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Linting;
using FlexCore.Cluster;
using FlexCore.Hocon;
using FlexCore.Streams.Definition;
using FlexCore.Telemetry;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Cli.Configuration;

/// <summary>Finds the mistakes of a configuration: keys and variables that nobody reads, and values that are refused at the start.</summary>
internal static class SettingsCheck
{
    private const string Root = "flexcore";

    // What only a node uses: nothing else in this program refers to it.
    private static readonly Assembly[] NodeParts = [typeof(MetricsOptions).Assembly, typeof(TelemetryOptions).Assembly, typeof(ClusterOptions).Assembly];

    /// <summary>Checks everything.</summary>
    /// <param name="file">A file that must exist, or <see langword="null"/> for the default one if it is there.</param>
    /// <param name="environment">The environment.</param>
    /// <exception cref="CliException">The named file does not exist.</exception>
    public static IReadOnlyList<LintFinding> Run(string? file, IDictionary environment)
    {
        var name = file ?? ConfigurationLoader.DefaultFile;
        try
        {
            var effective = EffectiveConfiguration.Load(file, environment);
            return
            [
                .. UnknownKeys(effective),
                .. UnknownVariables(effective, environment),
                .. WrongValues(ConfigurationLoader.Load(file, environment), effective, name),
            ];
        }
        catch (HoconException error)
        {
            return [new LintFinding(error.Origin.Source, error.Origin.Line, error.Origin.Column, "syntax", error.Problem, null)];
        }
    }

    /// <summary>The option classes of this program: those with a section and a check.</summary>
    public static IEnumerable<(string Section, Type Type)> OptionClasses() => FlexCoreAssemblies()
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetMethod("Validate", []) is not null && type.GetConstructor([]) is not null)
        .Select(type => (Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string, Type: type))
        .Where(option => option.Section is not null)
        .Select(option => (option.Section ?? string.Empty, option.Type))
        .OrderBy(option => option.Item1, StringComparer.Ordinal);

    // Through all references: the host's own name only some of the assemblies that the settings belong to.
    private static List<Assembly> FlexCoreAssemblies()
    {
        var found = new List<Assembly> { typeof(SettingsCheck).Assembly };
        found.AddRange(NodeParts.Except(found));
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(found[i].GetReferencedAssemblies()
                .Where(name => name.Name?.StartsWith("FlexCore.", StringComparison.Ordinal) == true)
                .Select(Assembly.Load)
                .Except(found)
                .ToList());
        }

        return found;
    }

    private static IEnumerable<LintFinding> UnknownKeys(EffectiveConfiguration effective)
    {
        if (effective.File is not { } file)
        {
            yield break;
        }

        var known = effective.Known.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var leaf in file.Leaves())
        {
            var key = leaf.Path.ToString();
            var isOurs = leaf.Path.Segments[0].Equals(Root, StringComparison.OrdinalIgnoreCase);

            // Other names at the top may hold values that substitutions use; only what looks like ours is a mistake.
            if (!known.Contains(key) && (isOurs || NameSuggestion.For(leaf.Path.Segments[0], [Root])?.StartsWith("Did", StringComparison.Ordinal) == true))
            {
                var origin = leaf.Value.Origin;
                yield return new LintFinding(origin.Source, origin.Line, origin.Column, "unknown-setting", $"There is no setting '{key}'.", Suggest(key, effective.Known));
            }
        }
    }

    private static IEnumerable<LintFinding> UnknownVariables(EffectiveConfiguration effective, IDictionary environment) =>
        SettingVariables.Unknown(effective, environment)
            .Select(static variable => new LintFinding("environment", 0, 0, "unknown-setting", $"There is no setting for the variable {variable.Name}.", variable.Hint));

    private static IEnumerable<LintFinding> WrongValues(IConfiguration configuration, EffectiveConfiguration effective, string file)
    {
        var known = effective.Known.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (section, type) in OptionClasses())
        {
            var message = string.Empty;
            try
            {
                var options = OptionsReader.Read(configuration, section, type, known);
                type.GetMethod("Validate", [])?.Invoke(options, null);
            }
            catch (TargetInvocationException error) when (error.InnerException is ArgumentException or CliException or ConfigurationException)
            {
                message = error.InnerException.Message;
            }
            catch (ConfigurationException error)
            {
                message = error.Message;
            }

            if (message.Length > 0)
            {
                // The message names the key; its place is where that key was set.
                var named = SettingPlaces.Named(effective, message);
                var place = (named is null ? null : effective.OriginOf(named.Key)) ?? new HoconOrigin(named?.Origin ?? file, 0, 0);
                yield return new LintFinding(place.Source, place.Line, place.Column, "invalid-setting", message, null);
            }
        }
    }

    // The nearest key, or else the keys of the deepest section that exists.
    private static string? Suggest(string key, IEnumerable<string> candidates) => NameSuggestion.For(key, candidates) is { } guess && guess.StartsWith("Did", StringComparison.Ordinal)
        ? guess
        : Siblings(key, candidates);

    private static string Siblings(string key, IEnumerable<string> candidates)
    {
        var all = candidates.ToList();
        for (var dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
        {
            var section = key[..(dot + 1)];
            if (all.Where(candidate => candidate.StartsWith(section, StringComparison.OrdinalIgnoreCase)).ToList() is { Count: > 0 and <= 12 } near)
            {
                var names = near.Select(candidate => candidate[section.Length..]).ToList();
                return NameSuggestion.For(key[section.Length..], names) is { } guess && guess.StartsWith("Did", StringComparison.Ordinal)
                    ? guess
                    : $"'{section.TrimEnd('.')}' has: {string.Join(", ", names)}.";
            }
        }

        return "'flexcore config render' lists all settings.";
    }
}
