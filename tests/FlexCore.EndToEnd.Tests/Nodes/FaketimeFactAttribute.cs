namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>A test that needs libfaketime (Debian: apt-get install faketime), which gives a process another wall clock.</summary>
public sealed class FaketimeFactAttribute : FactAttribute
{
    private const string FileName = "faketime/libfaketimeMT.so.1";

    public FaketimeFactAttribute()
    {
        if (Library is null)
        {
            Skip = $"no /usr/lib/*/{FileName} (Debian: apt-get install faketime)";
        }
    }

    /// <summary>The library to load before the program, or null.</summary>
    public static string? Library { get; } =
        Directory.Exists("/usr/lib") ? Directory.EnumerateDirectories("/usr/lib").Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists) : null;
}
