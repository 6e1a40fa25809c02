using System.Diagnostics;
using System.Globalization;

namespace FlexCore.Persistence.Sqlite.Tests.Crashes;

/// <summary>A real child process that works on a data folder until it is killed with SIGKILL.</summary>
internal sealed class CrashProcess : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private CrashProcess(Process process) => _process = process;

    public static CrashProcess Start(string workload, string folder, int seed)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "FlexCore.CrashTarget.dll"), workload, folder, seed.ToString(CultureInfo.InvariantCulture),
            },
        };
        return new CrashProcess(Process.Start(start).ShouldNotBeNull());
    }

    /// <summary>Reads some lines, kills the process without warning, and returns every line that had left it.</summary>
    public async Task<IReadOnlyList<string>> KillAfterAsync(int lineCount)
    {
        var lines = new List<string>();
        while (lines.Count < lineCount)
        {
            var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(_patience);
            if (line is null)
            {
                throw new InvalidOperationException($"The child ended by itself after {lines.Count} lines: {await _process.StandardError.ReadToEndAsync()}");
            }

            lines.Add(line);
        }

        _process.Kill();
        var rest = await _process.StandardOutput.ReadToEndAsync().WaitAsync(_patience);
        await _process.WaitForExitAsync().WaitAsync(_patience);
        lines.AddRange(rest.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return lines;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
