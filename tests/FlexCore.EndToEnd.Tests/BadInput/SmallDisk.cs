using System.Diagnostics;
using System.Globalization;

namespace FlexCore.EndToEnd.Tests.BadInput;

/// <summary>A file system in memory with little room, mounted on a folder for one test.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    public SmallDisk(string folder, int kilobytes)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        Run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes.ToString(CultureInfo.InvariantCulture) + "k", "tmpfs", folder).ShouldBe(0, "mount");
    }

    /// <summary>Whether this process may mount; found out by doing it once.</summary>
    public static bool CanMount { get; } = TryMount();

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", _folder).ShouldBe(0, "remount");

    public void Dispose() => Run("umount", "--lazy", _folder).ShouldBe(0, "umount");

    private static bool TryMount()
    {
        var folder = Directory.CreateTempSubdirectory("flexcore-mount-").FullName;
        try
        {
            return Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder) == 0 && Run("umount", folder) == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no mount program here.
            return false;
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        process.WaitForExit();
        return process.ExitCode;
    }
}
