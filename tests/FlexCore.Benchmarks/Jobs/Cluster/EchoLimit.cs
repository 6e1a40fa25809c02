using System.Diagnostics;
using FlexCore.ClusterPeer;
using FlexCore.LoadGenerator;

namespace FlexCore.Benchmarks.Jobs.Cluster;

/// <summary>The raw echo in a second process.</summary>
internal static class EchoLimit
{
    public const int InFlight = 1_024;

    /// <summary>About what a command and its context take in a frame.</summary>
    public const int BodyLength = 80;

    public static string Program => Path.Combine(AppContext.BaseDirectory, "FlexCore.ClusterPeer.dll");

    public static async Task<double> MeasureAsync(string folder, long count, bool isBatched)
    {
        await using var echo = await ServerProcess.StartAsync(Program, folder, isBatched ? "batched-echo" : "echo");
        await RawEcho.LoadAsync(echo.Port, InFlight, BodyLength, count / 4, isBatched);
        var started = Stopwatch.GetTimestamp();
        await RawEcho.LoadAsync(echo.Port, InFlight, BodyLength, count, isBatched);
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
