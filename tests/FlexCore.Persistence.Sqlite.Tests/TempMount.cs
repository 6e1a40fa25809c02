using System.Diagnostics;

namespace FlexCore.Persistence.Sqlite.Tests;

/// <summary>A small file system of its own, for real errors of the disk.</summary>
internal sealed class TempMount : IDisposable
{
    private readonly TempFolder _folder = new();

    public TempMount(string options)
    {
        if (Run("mount", "-t", "tmpfs", "-o", options, "flexcore", _folder.Path) != 0)
        {
            _folder.Dispose();
            throw new InvalidOperationException($"A tmpfs with {options} cannot be mounted.");
        }
    }

    public static bool IsPossible { get; } = Probe();

    public TempFolder Folder => _folder;

    public void Remount(string options) => Run("mount", "-o", $"remount,{options}", _folder.Path).ShouldBe(0);

    public void Dispose()
    {
        Run("umount", "-l", _folder.Path).ShouldBe(0);
        _folder.Dispose();
    }

    private static bool Probe()
    {
        try
        {
            using var mount = new TempMount("size=1m");
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true }).ShouldNotBeNull();
        process.WaitForExit();
        return process.ExitCode;
    }
}
