using System.Collections;
using FlexCore.Application.Privacy;
using FlexCore.Streams.Definition;

namespace FlexCore.Cli.Configuration;

/// <summary>Finds variables that look like settings and set nothing.</summary>
internal static class SettingVariables
{
    // Variables that begin alike and are read elsewhere: by the program itself, and by the scripts of deploy/cluster, whose nodes inherit theirs.
    private static readonly string[] Others =
    [
        "FLEXCORE_NODE", "FLEXCORE_HOME", "FLEXCORE_MASTER_KEY",
        "FLEXCORE_CLUSTER_DIR", "FLEXCORE_CLUSTER_NODES", "FLEXCORE_CLUSTER_PORT", "FLEXCORE_CLUSTER_PG_PORT", "FLEXCORE_CLUSTER_HAPROXY",
    ];

    /// <summary>The variables that begin like a setting and are none, each with a hint of what may be meant, in the order of their names.</summary>
    /// <param name="effective">The configuration.</param>
    /// <param name="environment">The environment.</param>
    public static IEnumerable<(string Name, string Hint)> Unknown(EffectiveConfiguration effective, IDictionary environment)
    {
        var known = effective.Known.Select(ConfigurationKeys.ToVariable).ToHashSet(StringComparer.Ordinal);

        // The variable with the master key may have a name of one's own.
        var masterKey = effective.Find($"{PrivacyOptions.Section}.master-key-variable")?.Value;
        return environment.Keys.OfType<string>()
            .Where(name => name.StartsWith(ConfigurationKeys.EnvironmentPrefix, StringComparison.Ordinal) && name != masterKey && !known.Contains(name) && !Others.Contains(name))
            .Order(StringComparer.Ordinal)
            .Select(name => (name, NameSuggestion.For(name, known) ?? "'flexcore config render' lists all settings."));
    }
}
