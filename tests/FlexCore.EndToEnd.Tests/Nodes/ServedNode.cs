using System.Globalization;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>
/// A node with low bounds and one stream at work, shared by the tests of a class. The stream counts: after each mistake of a client it must still take
/// records, hand them on, and hold exactly what was acknowledged.
/// </summary>
/// <remarks>Used by one test at a time.</remarks>
public sealed class ServedNode : IAsyncLifetime, IDisposable
{
    public const int BodyBytesMax = 64 * 1024;

    private readonly Workspace _workspace = new();
    private NodeProcess? _node;
    private int _acknowledged;

    public HttpClient Http => Node.Http;

    public NodeProcess Node => _node ?? throw new InvalidOperationException("The node has not been started.");

    public async Task InitializeAsync()
    {
        string[] bounds =
        [
            "flexcore.api.body-bytes-max=64K", "flexcore.api.inflated-bytes-max=256K", "flexcore.api.record-bytes-max=4K", "flexcore.api.records-max=1000",
            "flexcore.api.headers-timeout=1s", "flexcore.api.body-rate-grace=2s",
        ];
        _node = await NodeProcess.StartAsync(_workspace.Folder, [.. bounds.SelectMany(bound => new[] { "--set", bound })]);
        await Http.CreateStreamAsync("""
            name: good
            source: { http: {} }
            steps: [ parse: json ]
            sink: { topic: counted }
            """);
    }

    /// <summary>Checks that the stream takes a record and hands it on, and that nothing but acknowledged records is in it.</summary>
    public async Task ShouldServeAsync(string after)
    {
        _acknowledged++;
        var record = string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{_acknowledged}}}");
        (await Http.TakeRecordsAsync("good", NodeClient.Body(record, NodeClient.Json))).ShouldBe(_acknowledged, after);
        (await Http.TailAsync("counted", _acknowledged))[^1].ShouldBe(record, after);
        using var stream = JsonDocument.Parse(await Http.GetStringAsync("/api/v1/streams/good"));
        stream.RootElement.GetProperty("restarts").GetInt32().ShouldBe(0, after);
    }

    public async Task DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    // After the node has ended.
    public void Dispose() => _workspace.Dispose();
}
