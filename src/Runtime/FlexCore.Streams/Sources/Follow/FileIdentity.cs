using System.Runtime.InteropServices;
using System.Text;

namespace FlexCore.Streams.Sources.Follow;

/// <summary>Tells whether two paths lead to the same file: device and inode on Linux, else the time of creation.</summary>
/// <param name="Device">The device.</param>
/// <param name="Number">The file on it.</param>
internal readonly record struct FileIdentity(long Device, long Number)
{
    private const int CurrentFolder = -100;
    private const uint InodeMask = 0x100;
    private const int StatxSize = 256;
    private const int InodeOffset = 0x20;
    private const int DeviceMajorOffset = 0x88;

    /// <summary>The identity of the file at a path, or <see langword="null"/> when there is none.</summary>
    /// <param name="path">The path.</param>
    public static FileIdentity? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileInfo(path) is { Exists: true } file ? new FileIdentity(0, file.CreationTimeUtc.Ticks) : null;
        }

        // Unlike stat, the structure of statx is the same on every processor.
        var result = new byte[StatxSize];
        if (Statx(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, InodeMask, result) != 0)
        {
            return null;
        }

        return new FileIdentity(
            BitConverter.ToInt64(result, DeviceMajorOffset),
            BitConverter.ToInt64(result, InodeOffset));
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] result);
}
