namespace FlexCore.EndToEnd.Tests.Clusters;

/// <summary>Looks for programs as a shell does, and in /usr/sbin, which Debian keeps off the path of users.</summary>
internal static class Programs
{
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>Why a test that needs a program cannot run; <see langword="null"/> when it can.</summary>
    public static string? Missing(string name) => Find(name) is null ? $"needs {name}, which is not installed (Debian: apt-get install {name})" : null;
}
