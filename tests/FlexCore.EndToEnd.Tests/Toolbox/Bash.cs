using System.Diagnostics;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Toolbox;

/// <summary>Runs a script in which <c>flexcore</c> is the built program.</summary>
internal static class Bash
{
    public static async Task<string> RunAsync(string folder, string script)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"flexcore() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "flexcore.dll")}' \"$@\"; }}\n{script}");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(FlexcoreProcess.Patience);
        await process.WaitForExitAsync().WaitAsync(FlexcoreProcess.Patience);
        return output;
    }
}
