using FlexCore.Application.Projections.Store;
using FlexCore.Conformance.Projections;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.ReadModels;

[NeedsPostgres]
public sealed class PostgresReadModelStoreTests : ReadModelStoreConformance
{
    protected override async Task<ReadModelStoreHarness> StartAsync()
    {
        var server = await SharedPostgres.Server;
        var options = StoreFixture.Options(server, SharedPostgres.NewSchema());
        var store = await PostgresStore.OpenAsync(options);
        await store.Leases.AcquireAllAsync("node-1");
        return new Harnessed(server, options, store, await store.OpenReadModelsAsync());
    }

    private sealed class Harnessed(PostgresServer server, PostgresStoreOptions options, PostgresStore store, IReadModelStore models) : ReadModelStoreHarness
    {
        public override IReadModelStore Store => models;

        public override async Task TakeOverAsync(int shard, long epoch) => (await store.Leases.AcquireAsync(shard, "node-2")).Epoch.ShouldBe(epoch);

        public override async Task CrashAsync()
        {
            var old = store;
            store = await PostgresStore.OpenAsync(options);
            models = await store.OpenReadModelsAsync();
            await old.DisposeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await store.DisposeAsync();
            await server.ExecuteAsync($"DROP SCHEMA {options.Schema} CASCADE");
            await server.ExecuteAsync($"DROP SCHEMA {options.Schema}_read_models CASCADE");
        }
    }
}
