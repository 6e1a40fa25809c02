using System.Collections;
using FlexCore.Cli.ExitCodes;
using FlexCore.Hocon.Configuration;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Cli.Configuration;

/// <summary>Layers the configuration: built-in defaults, then a file, then the environment. Flags are applied by the commands.</summary>
internal static class ConfigurationLoader
{
    /// <summary>The file that is read when it lies in the working directory and no other is named.</summary>
    public const string DefaultFile = "flexcore.conf";

    /// <summary>The name of the built-in defaults in messages.</summary>
    public const string ReferenceName = "reference.conf";

    /// <summary>Loads all layers.</summary>
    /// <param name="file">A file that must exist, or <see langword="null"/> for <see cref="DefaultFile"/> if it is there.</param>
    /// <param name="environment">The environment; variables that begin with <c>FLEXCORE_</c> set keys.</param>
    /// <exception cref="CliException">The named file does not exist.</exception>
    /// <exception cref="Hocon.HoconException">A file has a mistake; the message names line and column.</exception>
    public static IConfiguration Load(string? file, IDictionary environment)
    {
        RequireFile(file);
        var defaults = new ConfigurationBuilder().AddHoconText(ReadReference(), ReferenceName).Build();
        return new ConfigurationBuilder()
            .AddHoconText(ReadReference(), ReferenceName)
            .AddHoconFile(Path.GetFullPath(file ?? DefaultFile), optional: file is null)
            .AddInMemoryCollection(FromEnvironment(defaults, environment))
            .Build();
    }

    /// <summary>Refuses a named file that is not there.</summary>
    /// <param name="file">The file, or <see langword="null"/> for none.</param>
    /// <exception cref="CliException">The file does not exist.</exception>
    public static void RequireFile(string? file)
    {
        if (file is not null && !File.Exists(file))
        {
            throw new CliException(ExitCode.InvalidConfiguration, $"The configuration file '{file}' does not exist. Check --config.");
        }
    }

    /// <summary>The built-in defaults, as text.</summary>
    public static string ReadReference()
    {
        using var stream = typeof(ConfigurationLoader).Assembly.GetManifestResourceStream(ReferenceName)
            ?? throw new InvalidOperationException($"The assembly has no resource '{ReferenceName}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Only variables that name a key of reference.conf are settings: '_' stands for '.' and for '-', so others could not be told apart.
    private static Dictionary<string, string?> FromEnvironment(IConfiguration defaults, IDictionary environment)
    {
        var keys = defaults.AsEnumerable().Where(pair => pair.Value is not null).ToDictionary(pair => ConfigurationKeys.ToVariable(pair.Key), pair => pair.Key);
        var values = new Dictionary<string, string?>();
        foreach (DictionaryEntry variable in environment)
        {
            if (variable.Key is string name && name.StartsWith(ConfigurationKeys.EnvironmentPrefix, StringComparison.Ordinal) && keys.TryGetValue(name, out var key))
            {
                values[key] = variable.Value as string;
            }
        }

        return values;
    }
}
