using System.Diagnostics;

namespace FlexCore.Persistence.Sqlite.Tests.Crashes;

/// <summary>A library that makes one flush of a child process fail. Built with gcc into a folder of its own.</summary>
internal sealed class FailingFlush : IDisposable
{
    private readonly TempFolder _folder = new();

    private FailingFlush()
    {
    }

    public string Library => Path.Combine(_folder.Path, "failing_fsync.so");

    /// <summary>Compiles the library.</summary>
    /// <returns><see langword="null"/> when this machine has no working gcc.</returns>
    public static FailingFlush? TryBuild()
    {
        var built = new FailingFlush();
        var source = Path.Combine(AppContext.BaseDirectory, "Crashes", "failing_fsync.c");
        try
        {
            using var gcc = Process.Start(new ProcessStartInfo("gcc", ["-shared", "-fPIC", "-O1", "-o", built.Library, source, "-ldl"]) { RedirectStandardError = true });
            gcc?.WaitForExit();
            if (gcc?.ExitCode == 0)
            {
                return built;
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No gcc on this machine: the caller skips and says so.
        }

        built.Dispose();
        return null;
    }

    public void Dispose() => _folder.Dispose();
}
