using System.Globalization;

namespace FlexCore.Benchmarks.Harness;

/// <summary>What a run gets: fresh folders, and how much work to do.</summary>
public sealed class BenchmarkContext : IDisposable
{
    private readonly string _root;
    private int _folderCount;

    public BenchmarkContext(string root, double scale, long events)
    {
        _root = root;
        Scale = scale;
        Events = events;
    }

    /// <summary>Multiplies every job's amount of work; 1 unless <c>--scale</c> says otherwise.</summary>
    public double Scale { get; }

    /// <summary>How many events a large store holds; 500,000 unless <c>--events</c> says otherwise.</summary>
    public long Events { get; }

    /// <summary>An amount of work, scaled.</summary>
    public int Amount(int full) => Math.Max(1, (int)(full * Scale));

    /// <summary>A new empty folder on the disk that is measured; deleted with the context.</summary>
    public string NewFolder()
    {
        var folder = Path.Combine(_root, (++_folderCount).ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>A new empty folder on the same disk that its user deletes.</summary>
    public string NewLastingFolder()
    {
        var folder = Path.Combine(Path.GetDirectoryName(_root) ?? _root, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        return folder;
    }

    public void Dispose()
    {
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }
}
