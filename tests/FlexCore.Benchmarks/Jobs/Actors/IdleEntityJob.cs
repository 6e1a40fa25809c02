using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Benchmarks.Jobs.Actors;

/// <summary>How many idle entities fit into a mebibyte, identity and state included: 1,024 means 1 KiB each.</summary>
public sealed class IdleEntityJob : IBenchmarkJob
{
    private const int EntityCount = 50_000;

    public string Name => "idle-entities-per-mebibyte";

    public string Limit => "none; 1 KiB per idle entity";

    public string Unit => "entities/MiB";

    public Durability Durability => Durability.D0;

    public double? RateReach => 1_024;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var store = new InMemoryStore();
        var shards = await OwnedShards.AcquireAllAsync(store.Leases, "benchmark").ConfigureAwait(false);
        var system = new ActorSystem(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await using (system.ConfigureAwait(false))
        {
            // Reads load an entity and write nothing, so that the in-memory store does not count.
            var storage = new EntityStorage(store.Journal, store.Snapshots, shards);
            var region = new EntityRegion<Account, Credit, Credited>(system, AccountDecider.Definition, storage, new EntityOptions());
            await using (region.ConfigureAwait(false))
            {
                await region.ReadAsync(SampleEvents.Stream(0)).ConfigureAwait(false);
                var before = GC.GetTotalMemory(forceFullCollection: true);
                var count = context.Amount(EntityCount);
                for (var i = 1; i <= count; i++)
                {
                    await region.ReadAsync(SampleEvents.Stream(i)).ConfigureAwait(false);
                }

                var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
                return region.ResidentCount == count + 1
                    ? count / (bytes / 1_048_576.0)
                    : throw new InvalidOperationException($"{region.ResidentCount} of {count} entities are in memory.");
            }
        }
    }
}
