using System.Globalization;

namespace FlexCore.Benchmarks.Limits;

/// <summary>Input files that are made once and kept for later runs.</summary>
public static class SampleFiles
{
    /// <summary>Orders as NDJSON.</summary>
    public static string Orders(int lines) => Make(
        string.Create(CultureInfo.InvariantCulture, $"orders-{lines}.ndjson"),
        target => target.Write(SampleRecords.Orders(lines)));

    private static string Make(string name, Action<Stream> write)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "flexcore-benchmark-input"));
        var path = Path.Combine(folder.FullName, name);
        if (!File.Exists(path))
        {
            using (var target = File.Create(path + ".part"))
            {
                write(target);
            }

            File.Move(path + ".part", path);
        }

        return path;
    }
}
