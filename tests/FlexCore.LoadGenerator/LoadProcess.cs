using System.Diagnostics;
using System.Text.Json;

namespace FlexCore.LoadGenerator;

/// <summary>Runs a plan in a process of its own, so that the sender's work is not the server's.</summary>
public static class LoadProcess
{
    /// <summary>Sends the load and waits for its end.</summary>
    /// <param name="plan">What to send.</param>
    /// <param name="folder">Takes the plan's file.</param>
    public static async Task<LoadReport> RunAsync(LoadPlan plan, string folder)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.plan.json");
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(plan, LoadPlan.Json));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FlexCore.LoadGenerator.dll"), file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The load generator did not start.");
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && JsonSerializer.Deserialize<LoadReport>(output, LoadPlan.Json) is { } report
            ? report
            : throw new InvalidOperationException($"The load generator ended with {process.ExitCode}: {await error}{output}");
    }
}
