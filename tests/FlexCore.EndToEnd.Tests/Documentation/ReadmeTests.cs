using System.Diagnostics;
using System.Text.RegularExpressions;
using FlexCore.EndToEnd.Tests.Nodes;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Documentation;

/// <summary>Runs the README's console blocks in order and compares what they print with what the README shows; those of the cluster run elsewhere.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string Example = "deploy/examples/access-log";

    // Building inside a test would take minutes; the built program is the same.
    private const string FromSource = "dotnet run -c Release --project src/Host/FlexCore.Cli --";

    // The node of the tour has a port of its own here, because 8080 may be taken.
    private const string NodeUrl = "http://127.0.0.1:8080";

    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Every_command_of_the_readme_prints_what_the_readme_shows()
    {
        foreach (var file in new[] { "pipeline.yaml", "pipeline.test.yaml", "access.log" })
        {
            _workspace.Write($"{Example}/{file}", await File.ReadAllBytesAsync(Repository.PathOf($"{Example}/{file}")));
        }

        using var nodeFolder = new Workspace();
        await using var node = await LoadNode.StartAsync(nodeFolder);
        var url = $"http://127.0.0.1:{node.Process.Port}";
        var commands = 0;
        foreach (var (index, block) in ReadmeBlocks.Plain.Index())
        {
            // The first block runs from the clone's root, the tour in the example's folder, as the README says.
            var folder = index == 0 ? _workspace.Folder : _workspace.PathOf(Example);
            foreach (var (command, expected) in block)
            {
                Normalise(await RunAsync(folder, command, url)).ShouldBe(Normalise(expected), command);
                commands++;
            }
        }

        commands.ShouldBeGreaterThan(5, "The README has console blocks.");
    }

    [Fact]
    public void The_readme_shows_the_pipeline_as_it_is()
    {
        var pipeline = File.ReadAllLines(Repository.PathOf($"{Example}/pipeline.yaml")).Where(line => !line.StartsWith('#'));

        File.ReadAllText(Repository.PathOf("README.md")).ShouldContain(string.Join('\n', pipeline).TrimEnd());
    }

    [Fact]
    public void Every_link_of_the_readme_leads_somewhere()
    {
        foreach (Match link in Link().Matches(File.ReadAllText(Repository.PathOf("README.md"))))
        {
            var target = Repository.PathOf(link.Groups[1].Value);
            (File.Exists(target) || Directory.Exists(target)).ShouldBeTrue(link.Value);
        }
    }

    public void Dispose() => _workspace.Dispose();

    private static async Task<string> RunAsync(string folder, string command, string url)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["FLEXCORE_NODE"] = url;
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(
            $"flexcore() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "flexcore.dll")}' \"$@\"; }}\n"
            + $"{{ {command.Replace(FromSource, "flexcore", StringComparison.Ordinal).Replace(NodeUrl, url, StringComparison.Ordinal)} ; }} 2>&1");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(FlexcoreProcess.Patience);
        await process.WaitForExitAsync().WaitAsync(FlexcoreProcess.Patience);
        return output;
    }

    private static string Normalise(string output) =>
        Speed().Replace(string.Join('\n', output.TrimEnd().Split('\n').Select(line => line.TrimEnd())), "SPEED");

    [GeneratedRegex(@"[0-9.]+ s, [0-9,]+ records/s")]
    private static partial Regex Speed();

    [GeneratedRegex(@"\]\(((?!http)[^)#]+)\)")]
    private static partial Regex Link();
}
