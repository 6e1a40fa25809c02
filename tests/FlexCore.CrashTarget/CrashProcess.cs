using System.Diagnostics;
using System.Globalization;
using Shouldly;

namespace FlexCore.CrashTarget;

/// <summary>A real child process that works on a data folder until it is killed with SIGKILL.</summary>
public sealed class CrashProcess : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private CrashProcess(string command, params string[] arguments) => _process = Process
        .Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
        .ShouldNotBeNull();

    public int Id => _process.Id;

    private static string Target => Path.Combine(AppContext.BaseDirectory, "FlexCore.CrashTarget.dll");

    public static CrashProcess Start(string workload, string folder, int seed) =>
        new("dotnet", Target, workload, folder, seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>Starts the process so that its writes fail as soon as a file would grow beyond a size.</summary>
    /// <remarks>The runtime's own double mapping uses a large file, so it is switched off in the child.</remarks>
    public static CrashProcess StartLimited(string workload, string folder, int seed, int limitKilobytes) => new(
        "bash", "-c", "export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; ulimit -f \"$1\"; shift; exec dotnet \"$@\"", "bash",
        limitKilobytes.ToString(CultureInfo.InvariantCulture), Target, workload, folder, seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>Starts the process so that one of its flushes fails.</summary>
    public static CrashProcess StartWithFailingFlush(string library, int failAt, string workload, string folder, int seed) => new(
        "bash", "-c", "export LD_PRELOAD=\"$1\" FLEXCORE_FSYNC_FAIL_AT=\"$2\"; shift 2; exec dotnet \"$@\"", "bash",
        library, failAt.ToString(CultureInfo.InvariantCulture), Target, workload, folder, seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits until the process has opened its store.</summary>
    public async Task WhenReadyAsync() => (await _process.StandardOutput.ReadLineAsync().WaitAsync(_patience)).ShouldBe("ready");

    /// <summary>Waits until the process ends by itself.</summary>
    /// <returns>Its lines, and what it wrote as error.</returns>
    public async Task<(IReadOnlyList<string> Lines, string Error)> WhenEndedAsync()
    {
        var error = _process.StandardError.ReadToEndAsync();
        var output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(_patience).ConfigureAwait(false);
        return (output.Split('\n', StringSplitOptions.RemoveEmptyEntries), await error.WaitAsync(_patience));
    }

    /// <summary>Reads some lines, kills the process without warning, and returns every line that had left it.</summary>
    public async Task<IReadOnlyList<string>> KillAfterAsync(int lineCount)
    {
        var lines = new List<string>();
        while (lines.Count < lineCount)
        {
            var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(_patience).ConfigureAwait(false);
            if (line is null)
            {
                throw new InvalidOperationException($"The child ended by itself after {lines.Count} lines: {await _process.StandardError.ReadToEndAsync().ConfigureAwait(false)}");
            }

            lines.Add(line);
        }

        _process.Kill();
        var rest = await _process.StandardOutput.ReadToEndAsync().WaitAsync(_patience).ConfigureAwait(false);
        await _process.WaitForExitAsync().WaitAsync(_patience).ConfigureAwait(false);
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
