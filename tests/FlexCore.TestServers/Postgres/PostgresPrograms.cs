namespace FlexCore.TestServers.Postgres;

/// <summary>Finds the programs of a PostgreSQL server on this machine: Debian's folders first, then the PATH.</summary>
public static class PostgresPrograms
{
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>The folder that holds initdb and postgres; <see langword="null"/> when there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why tests with a server cannot run here; <see langword="null"/> when they can.</summary>
    public static string? SkipReason { get; } = Folder is not null
        ? null
        : "needs a PostgreSQL server: no initdb in /usr/lib/postgresql/*/bin or on the PATH (Debian: apt-get install postgresql)";

    private static string? Find()
    {
        var debian = Directory.Exists(DebianFolder)
            ? Directory.GetDirectories(DebianFolder).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return debian.Concat(path).FirstOrDefault(folder => IsThere(folder, "initdb") && IsThere(folder, "postgres"));
    }

    // A link to a program that was removed is not a program.
    private static bool IsThere(string folder, string program)
    {
        var file = new FileInfo(Path.Combine(folder, program));
        return file.Exists && file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: false };
    }
}
