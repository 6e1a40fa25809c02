using System.Globalization;
using FlexCore.Examples.AccessLog;

namespace FlexCore.Benchmarks.Jobs.AccessLog;

/// <summary>A generated log on disk, made once and kept for the next run: ten million lines are 2 GB.</summary>
internal static class AccessLogFile
{
    private const ulong Seed = 7;

    /// <summary>The path of a log with this many lines.</summary>
    public static string Ensure(long lines)
    {
        var folder = Path.Combine(Path.GetTempPath(), "flexcore-benchmark-logs");
        var path = Path.Combine(folder, $"access-{lines.ToString(CultureInfo.InvariantCulture)}-{Seed.ToString(CultureInfo.InvariantCulture)}.log");
        if (File.Exists(path))
        {
            return path;
        }

        Directory.CreateDirectory(folder);
        var partial = path + ".partial";
        using (var target = File.Create(partial))
        {
            new AccessLogGenerator(new AccessLogOptions { Lines = lines, Seed = Seed }).WriteTo(target);
        }

        File.Move(partial, path);
        return path;
    }
}
