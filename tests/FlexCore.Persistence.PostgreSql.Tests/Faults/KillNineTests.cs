using FlexCore.CrashTarget;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>F1: real processes are killed under append load, and another node takes their shards over at once, while the server may still be at their last statements.</summary>
[NeedsPostgres]
public sealed class KillNineTests
{
    private const int KillCount = 8;
    private const int Seed = 20_261_128;

    [Fact]
    public async Task Killed_again_and_again_a_node_loses_no_acknowledged_event_and_writes_nothing_after_the_take_over()
    {
        var server = await SharedPostgres.Server;
        var schema = SharedPostgres.NewSchema();
        var name = CrashStores.Name(schema, server.ConnectionString);
        var random = new Random(Seed);
        var ledger = new JournalLedger();
        for (var kill = 1; kill <= KillCount; kill++)
        {
            var lineCount = random.Next(1, 1_500);
            var where = $"seed {Seed}, kill {kill} after {lineCount} lines";
            using (var child = CrashProcess.Start("journal", name, kill))
            {
                foreach (var line in await child.KillAfterAsync(lineCount))
                {
                    ledger.Record(line, where);
                }
            }

            await using var store = await CrashStores.OpenAsync(name);
            await store.Leases.AcquireAllAsync("successor");
            var end = await store.Feed.ReadEndAsync();
            await ledger.VerifyAsync(store, where);
            (await store.Feed.ReadEndAsync()).ShouldBe(end, $"{where}: something was written after the take-over");
        }

        ledger.StreamCount.ShouldBeGreaterThan(0);
        await server.ExecuteAsync($"DROP SCHEMA {schema} CASCADE");
    }
}
