using FlexCore.Hosting.Tests.Streams;

namespace FlexCore.Hosting.Tests.EventTypes;

public sealed class SqliteTypedEventsTests : TypedEventsConformance, IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private protected override Task<NodeHost> StartAsync(Action<FlexCoreBuilder> configure) => NodeHost.StartAsync(_folder, configure);
}
