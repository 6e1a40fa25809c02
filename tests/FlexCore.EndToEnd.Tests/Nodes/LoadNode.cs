using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.LoadGenerator;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>A node under load on a workspace's data folder; its client waits as long as it takes.</summary>
public sealed class LoadNode : IAsyncDisposable
{
    private readonly NodeProcess _node;

    private LoadNode(NodeProcess node)
    {
        _node = node;
        node.Http.Timeout = Timeout.InfiniteTimeSpan;
    }

    public ServerProcess Process => _node.Process;

    public HttpClient Client => _node.Http;

    public static async Task<LoadNode> StartAsync(Workspace workspace, params string[] arguments) =>
        new(await NodeProcess.StartAsync(workspace.Folder, ["--data", workspace.DataFolder, .. arguments]));

    /// <summary>Creates a stream and starts it.</summary>
    public Task CreateStreamAsync(string document) => Client.CreateStreamAsync(document);

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
