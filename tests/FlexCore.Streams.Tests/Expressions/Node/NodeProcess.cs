using System.Diagnostics;
using System.Text.Json;

namespace FlexCore.Streams.Tests.Expressions.Node;

/// <summary>Evaluates expressions with the real node in one process.</summary>
internal static class NodeProcess
{
    public const string Folder = "tests/FlexCore.Streams.Tests/Expressions/Node";

    public static string? FindProgram() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(static folder => new[] { Path.Combine(folder, "node"), Path.Combine(folder, "node.exe") })
        .FirstOrDefault(File.Exists);

    /// <summary>The results in the notation of <see cref="ResultText"/>; <c>throws</c> for an error.</summary>
    /// <param name="expressions">The expressions.</param>
    /// <param name="row">The file with the row they read.</param>
    /// <param name="order">How the fields of objects are shown.</param>
    public static async Task<IReadOnlyList<string>> EvaluateAsync(IReadOnlyList<string> expressions, string row, FieldOrder order)
    {
        var start = new ProcessStartInfo(FindProgram() ?? throw new FileNotFoundException("node is not installed."))
        {
            ArgumentList = { RepositoryFiles.PathOf(Path.Combine(Folder, "evaluate.js")), RepositoryFiles.PathOf(Path.Combine(Folder, row)), order == FieldOrder.Sorted ? "--sorted" : "--as-is" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TZ"] = "UTC" },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(expressions));
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        process.ExitCode.ShouldBe(0);
        return JsonSerializer.Deserialize<string[]>(await output) ?? [];
    }
}
