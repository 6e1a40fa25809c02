using FlexCore.Cli.ExitCodes;
using FlexCore.Hocon;

namespace FlexCore.Cli.Configuration;

/// <summary>Adds to a refused setting the place where it was set: file, line and column, a variable, or the option <c>--set</c>.</summary>
internal static class SettingPlaces
{
    /// <summary>Runs a command; what it says about a setting gets the setting's place.</summary>
    /// <param name="file">The configuration file that was named, or <see langword="null"/>.</param>
    /// <param name="flags">The keys that the command line sets; they win over the file.</param>
    /// <param name="command">The command.</param>
    /// <exception cref="CliException">A setting is wrong; the message begins with its place.</exception>
    public static async Task<ExitCode> GuardAsync(string? file, IReadOnlyCollection<string> flags, Func<Task<ExitCode>> command)
    {
        try
        {
            return await command().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not HoconException && FailureMap.CodeOf(error) == ExitCode.InvalidConfiguration && Find(file, flags, Words(error)) is { } place)
        {
            throw new CliException(ExitCode.InvalidConfiguration, $"{place}: {Words(error)}", error);
        }
    }

    /// <summary>The setting that somebody has set and a message names; the one with the longest key when it names several.</summary>
    /// <param name="effective">The configuration.</param>
    /// <param name="message">The message.</param>
    public static EffectiveSetting? Named(EffectiveConfiguration effective, string message) => effective.Settings
        .Where(setting => !setting.IsDefault && message.Contains(setting.Key, StringComparison.OrdinalIgnoreCase))
        .MaxBy(setting => setting.Key.Length);

    private static string? Find(string? file, IReadOnlyCollection<string> flags, string message)
    {
        if (flags.Where(flag => message.Contains(flag, StringComparison.OrdinalIgnoreCase)).MaxBy(flag => flag.Length) is { } flag)
        {
            return $"--set {flag}";
        }

        var effective = EffectiveConfiguration.Load(file, Environment.GetEnvironmentVariables());
        return Named(effective, message) is { } setting ? effective.OriginOf(setting.Key)?.ToString() ?? setting.Origin : null;
    }

    // A refusal may be wrapped on its way up: the words about the setting are those of the innermost one that has them.
    private static string Words(Exception error) => error.InnerException is { } cause && FailureMap.CodeOf(cause) == ExitCode.InvalidConfiguration && error is not ConfigurationException
        ? Words(cause)
        : error.Message;
}
