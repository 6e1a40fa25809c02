using System.Collections;

namespace FlexCore.Hocon;

/// <summary>The process environment as HOCON wants it: case-sensitive also where the platform is not.</summary>
internal static class ProcessEnvironment
{
    public static string? Read(string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            return Environment.GetEnvironmentVariable(name);
        }

        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (string.Equals((string)entry.Key, name, StringComparison.Ordinal))
            {
                return (string?)entry.Value;
            }
        }

        return null;
    }
}
