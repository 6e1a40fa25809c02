using System.Diagnostics;

namespace FlexCore.Benchmarks.Jobs.AccessLog;

/// <summary>Runs a program to its end and measures it from the outside.</summary>
/// <param name="Elapsed">From start to exit.</param>
/// <param name="PeakBytes">The largest working set seen; 0 where the system does not tell.</param>
internal sealed record ProcessRun(TimeSpan Elapsed, long PeakBytes)
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether a program can be started.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs <c>flexcore</c> as built beside the benchmarks.</summary>
    public static Task<ProcessRun> FlexcoreAsync(string folder, params string[] arguments) =>
        StartAsync(folder, "dotnet", [Path.Combine(AppContext.BaseDirectory, "flexcore.dll"), .. arguments]);

    public static async Task<ProcessRun> StartAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var startedAt = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var peak = WatchAsync(process);
        await process.WaitForExitAsync().ConfigureAwait(false);
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        return process.ExitCode == 0
            ? new ProcessRun(elapsed, await peak.ConfigureAwait(false))
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error.ConfigureAwait(false)}{await output.ConfigureAwait(false)}");
    }

    private static async Task<long> WatchAsync(Process process)
    {
        using var timer = new PeriodicTimer(SampleInterval);
        var peak = 0L;
        while (!process.HasExited)
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : PeakOf(process));
            await timer.WaitForNextTickAsync().ConfigureAwait(false);
        }

        return peak;
    }

    // Reading a process that is just ending fails; what was seen before counts.
    private static long PeakOf(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }
}
