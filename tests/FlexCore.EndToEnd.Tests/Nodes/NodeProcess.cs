using FlexCore.LoadGenerator;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>A real <c>flexcore start</c> process on a free port, with a client. The one way in which tests start a node.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private NodeProcess(ServerProcess process)
    {
        Process = process;
        Url = $"http://127.0.0.1:{process.Port}";
        Http = new HttpClient { BaseAddress = new Uri(Url) };
    }

    /// <summary>The process: its output, its memory, its signals.</summary>
    public ServerProcess Process { get; }

    public string Url { get; }

    public int Port => Process.Port;

    public HttpClient Http { get; }

    /// <summary>Starts a node and waits until it has said where it listens.</summary>
    public static async Task<NodeProcess> StartAsync(string workingFolder, params string[] arguments) =>
        new(await ServerProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "flexcore.dll"), workingFolder, ["start", "--port", "0", .. arguments]));

    /// <summary>SIGTERM, and the exit code.</summary>
    public Task<int> TerminateAsync() => Process.StopAsync();

    /// <summary>SIGINT, and the exit code.</summary>
    public Task<int> InterruptAsync() => Process.InterruptAsync();

    /// <summary><c>kill -9</c>.</summary>
    public Task KillAsync() => Process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Http.Dispose();
    }
}
