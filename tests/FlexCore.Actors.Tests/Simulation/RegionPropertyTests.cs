using FlexCore.Persistence.Sqlite;
using FlexCore.Testing.Storage;

namespace FlexCore.Actors.Tests.Simulation;

/// <summary>
/// Under any interleaving of callers, with commits failing before and after they are durable, loads failing, snapshots coming and going and
/// regions abandoned mid-way, the invariants of the journal and of entities hold. Every failure names the seed.
/// </summary>
public sealed class RegionPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public async Task The_invariants_hold_over_the_in_memory_store(int seed)
    {
        var store = new InMemoryStore(shardCount: 4);
        await using var simulation = new RegionSimulation(seed, store.Journal, store.Snapshots, store.Leases);

        await simulation.RunAsync(callers: 6, rounds: 40);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    [InlineData(104)]
    public async Task The_invariants_hold_over_the_SQLite_store(int seed)
    {
        var folder = Directory.CreateTempSubdirectory("flexcore-simulation-");
        await using (var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.FullName, ShardCount = 4 }))
        {
            await using var simulation = new RegionSimulation(seed, store.Journal, store.Snapshots, store.Leases);
            await simulation.RunAsync(callers: 4, rounds: 25);
        }

        folder.Delete(recursive: true);
    }
}
