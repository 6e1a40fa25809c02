using System.Diagnostics;
using System.Globalization;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Chaos.Tests.Hosts;

/// <summary>Two disks with little room for a PostgreSQL: file systems in memory, one for its tables and one for its write-ahead log.</summary>
/// <remarks>Used by one test at a time. Needs the right to mount, as hosts of their own do.</remarks>
internal sealed class SmallDisks : IDisposable
{
    private const int Megabytes = 256;
    private readonly string _folder = Directory.CreateTempSubdirectory("flexcore-disks-").FullName;
    private readonly List<string> _mounted = [];

    private SmallDisks()
    {
    }

    /// <summary>Where a server is to be.</summary>
    public PostgresPlace Place => new(DataDisk, Path.Combine(WalDisk, "wal"));

    /// <summary>The settings of a server whose log must fit on its disk, and takes a new file for each part of it.</summary>
    public static IReadOnlyList<string> Settings { get; } = ["max_wal_size=64MB", "min_wal_size=32MB", "wal_recycle=off"];

    private string DataDisk => Path.Combine(_folder, "data");

    private string WalDisk => Path.Combine(_folder, "log");

    public static SmallDisks Create()
    {
        var disks = new SmallDisks();
        try
        {
            Run("chmod", "755", disks._folder);
            disks.Mount(disks.DataDisk);
            disks.Mount(disks.WalDisk);
            Directory.CreateDirectory(disks.Place.WalFolder ?? "");
            return disks;
        }
        catch
        {
            disks.Dispose();
            throw;
        }
    }

    /// <summary>Leaves no room on the disk of the tables.</summary>
    public void FillData() => Fill(DataDisk);

    /// <summary>Leaves no room on the disk of the write-ahead log.</summary>
    public void FillLog() => Fill(WalDisk);

    /// <summary>Makes room again.</summary>
    public void Free() => _mounted.ForEach(disk => File.Delete(FillerOf(disk)));

    public void Dispose()
    {
        _mounted.ForEach(disk => Run("umount", "--lazy", disk));
        Directory.Delete(_folder, recursive: true);
    }

    private static string FillerOf(string disk) => Path.Combine(disk, "filler");

    private static void Fill(string disk)
    {
        using var filler = new FileStream(FillerOf(disk), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var zeros = new byte[1 << 20];
        foreach (var size in new[] { zeros.Length, 4_096 })
        {
            while (TryWrite(filler, zeros.AsSpan(0, size)))
            {
            }
        }
    }

    private static bool TryWrite(FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
            return true;
        }
        catch (IOException)
        {
            // No room is left, which was to be.
            return false;
        }
    }

    private void Mount(string disk)
    {
        Directory.CreateDirectory(disk);
        Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={Megabytes}m"), "tmpfs", disk);
        _mounted.Add(disk);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true }) ?? throw new InvalidOperationException($"{program} did not start.");
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {error}");
        }
    }
}
