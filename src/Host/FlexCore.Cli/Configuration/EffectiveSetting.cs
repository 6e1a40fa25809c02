namespace FlexCore.Cli.Configuration;

/// <summary>One setting as it is in force. The property names in camel case are the <c>--output json</c> contract.</summary>
/// <param name="Key">The key with dots.</param>
/// <param name="Value">The value; <c>***</c> for a secret.</param>
/// <param name="Origin">Where it was set: <c>file:line</c>, or the name of an environment variable.</param>
/// <param name="IsDefault">Whether nobody has set it.</param>
internal sealed record EffectiveSetting(string Key, string Value, string Origin, bool IsDefault);
