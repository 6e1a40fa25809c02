using System.Diagnostics;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Clusters;

/// <summary>A place for one cluster of deploy/cluster: its folder and ports. Nothing runs before the scripts start it; what runs at the end is stopped.</summary>
internal sealed class ScriptedCluster : IAsyncDisposable
{
    private readonly Dictionary<string, string> _environment;

    public ScriptedCluster(int nodes = 3, string? folder = null, ClusterPorts? ports = null)
    {
        Ports = ports ?? ClusterPorts.Find();

        // Made by the script, so that the user postgres may enter it.
        Folder = folder ?? Path.Combine(Path.GetTempPath(), $"flexcore-cluster-{Guid.NewGuid():N}");
        _environment = new Dictionary<string, string>
        {
            ["FLEXCORE_CLUSTER_DIR"] = Folder,
            ["FLEXCORE_CLUSTER_NODES"] = $"{nodes}",
            ["FLEXCORE_CLUSTER_PORT"] = $"{Ports.Http}",
            ["FLEXCORE_CLUSTER_PG_PORT"] = $"{Ports.Postgres}",
        };
    }

    public string Folder { get; }

    public ClusterPorts Ports { get; }

    /// <summary>Sets a variable for the scripts.</summary>
    public ScriptedCluster With(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    /// <summary>Runs one of the scripts, or any command, from the top of the repository.</summary>
    public async Task<Outcome> RunAsync(string command)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = Repository.Root, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(FlexcoreProcess.Patience);
        return new Outcome(process.ExitCode, await output.WaitAsync(FlexcoreProcess.Patience), await error.WaitAsync(FlexcoreProcess.Patience));
    }

    /// <summary>Runs a script of the folder deploy/cluster.</summary>
    public Task<Outcome> ScriptAsync(string name) => RunAsync($"deploy/cluster/{name}");

    /// <summary>The process of one part, as the scripts have written it down.</summary>
    public int ProcessOf(string part) => int.Parse(File.ReadAllText(Path.Combine(Folder, $"{part}.pid")).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Folder))
        {
            await ScriptAsync("stop.sh --delete");
        }
    }
}
