using FlexCore.Client.Settings;

namespace FlexCore.Client.Tests;

/// <summary>A client of a scripted node.</summary>
internal sealed class ClientHarness : IDisposable
{
    public ClientHarness(Func<FlexCoreClientOptions, FlexCoreClientOptions>? change = null)
    {
        var options = new FlexCoreClientOptions { ContactPoints = [new Uri("http://node.test:8080")], Clock = Clock, LearnsMembers = false, RetryJitter = 0 };
        Client = new FlexCoreClient(change is null ? options : change(options), Node);
    }

    public ScriptedNode Node { get; } = new();

    public HastyClock Clock { get; } = new();

    public FlexCoreClient Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        Node.Dispose();
    }
}
