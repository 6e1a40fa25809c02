using System.Net;
using System.Net.Http.Json;
using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.LoadGenerator;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>A real node in a process of its own, with a client.</summary>
public sealed class LoadNode : IAsyncDisposable
{
    private LoadNode(ServerProcess process)
    {
        Process = process;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{process.Port}"), Timeout = Timeout.InfiniteTimeSpan };
    }

    public ServerProcess Process { get; }

    public HttpClient Client { get; }

    public static async Task<LoadNode> StartAsync(Workspace workspace, params string[] arguments) => new(
        await ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "flexcore.dll"), workspace.Folder, ["start", "--port", "0", "--data", workspace.DataFolder, .. arguments]));

    /// <summary>Creates a stream and starts it.</summary>
    public async Task CreateStreamAsync(string document)
    {
        using var body = JsonContent.Create(new { document });
        using var response = await Client.PostAsync(new Uri("/api/v1/streams", UriKind.Relative), body);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
    }
}
