using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>A real <c>flexcore start</c> process on a free port.</summary>
public sealed partial class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task<string> _error;

    private NodeProcess(Process process, string url)
    {
        _process = process;
        Url = url;
        _error = process.StandardError.ReadToEndAsync();
        Http = new HttpClient { BaseAddress = new Uri(url) };
    }

    public string Url { get; }

    public int Port => new Uri(Url).Port;

    public HttpClient Http { get; }

    /// <summary>Starts a node and waits until it has said where it listens.</summary>
    public static async Task<NodeProcess> StartAsync(string workingFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "flexcore.dll"), "start", "--port", "0", .. arguments])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        string? url = null;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            url = line.StartsWith("url ", StringComparison.Ordinal) ? line[4..].Trim() : url;
            if (line.StartsWith("pid ", StringComparison.Ordinal) && url is not null)
            {
                line.ShouldContain($"{process.Id}");
                return new NodeProcess(process, url);
            }
        }

        throw new InvalidOperationException($"The node did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public Task<int> TerminateAsync() => SignalAsync(15);

    /// <summary>SIGINT, and the exit code.</summary>
    public Task<int> InterruptAsync() => SignalAsync(2);

    /// <summary><c>kill -9</c>.</summary>
    public Task KillAsync() => SignalAsync(9);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _error;
        Http.Dispose();
        _process.Dispose();
    }

    private async Task<int> SignalAsync(int signal)
    {
        SendSignal(_process.Id, signal).ShouldBe(0);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
