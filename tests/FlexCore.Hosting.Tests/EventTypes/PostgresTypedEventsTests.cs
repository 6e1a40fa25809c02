using System.Security.Cryptography;
using FlexCore.Hosting.Tests.Clustering;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Hosting.Tests.EventTypes;

[NeedsPostgres]
public sealed class PostgresTypedEventsTests : TypedEventsConformance, IAsyncLifetime
{
    private readonly ClusterFixture _cluster = new();
    private readonly TempFolder _keys = new();

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_keys.File("master.key"), $"k1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_keys.File("master.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _keys.Dispose();
    }

    private protected override Task<NodeHost> StartAsync(Action<FlexCoreBuilder> configure) => _cluster.StartAsync("a", flexcore =>
    {
        // The nodes of a cluster have one master key, which somebody gives them.
        flexcore.Configure((engine, _) => engine.Privacy.MasterKeyFile = _keys.File("master.key"));
        configure(flexcore);
    });
}
