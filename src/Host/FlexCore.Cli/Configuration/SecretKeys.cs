namespace FlexCore.Cli.Configuration;

/// <summary>Knows which settings must not be shown.</summary>
internal static class SecretKeys
{
    /// <summary>What stands for a secret.</summary>
    public const string Redacted = "***";

    private static readonly string[] Words = ["password", "secret", "token", "credential", "credentials", "passphrase", "authorization"];
    private static readonly string[] Names = ["api-key", "access-key", "private-key", "connection-string", "headers"];

    /// <summary>Whether a key holds a secret, by its name.</summary>
    /// <param name="key">The key with dots.</param>
    public static bool IsSecret(string key) => key.Split('.').Any(segment =>
        Names.Contains(segment, StringComparer.OrdinalIgnoreCase) || segment.Split('-').Any(word => Words.Contains(word, StringComparer.OrdinalIgnoreCase)));
}
