using System.Collections;
using Microsoft.Extensions.Logging;

namespace FlexCore.Cli.Configuration;

/// <summary>Says at the start what has no effect. Log event ids 5001 to 5099. Used once.</summary>
internal sealed partial class SettingLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>Warns of every variable that looks like a setting and sets nothing.</summary>
    /// <param name="file">The configuration file that was named, or <see langword="null"/>.</param>
    /// <param name="environment">The environment.</param>
    public void WarnOfVariables(string? file, IDictionary environment)
    {
        foreach (var (name, hint) in SettingVariables.Unknown(EffectiveConfiguration.Load(file, environment), environment))
        {
            VariableWithoutEffect(name, hint);
        }
    }

    [LoggerMessage(5001, LogLevel.Warning, "The variable {Variable} has no effect: no setting is called so. {Hint}")]
    private partial void VariableWithoutEffect(string variable, string hint);
}
