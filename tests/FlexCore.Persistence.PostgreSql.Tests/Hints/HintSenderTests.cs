using FlexCore.Application.Journal;
using FlexCore.TestServers.Postgres;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Tests.Hints;

/// <summary>Hints are few: one at most in 20 ms, however much is committed, and none without a commit.</summary>
[NeedsPostgres]
public sealed class HintSenderTests
{
    [Fact]
    public async Task Many_commits_make_one_hint_in_50_milliseconds()
    {
        var server = await SharedPostgres.Server;
        var schema = SharedPostgres.NewSchema();
        var clock = new ManualClock();
        var hints = new Probe<string>();
        using var stop = new CancellationTokenSource();
        await using var connection = new NpgsqlConnection($"{server.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        connection.Notification += (_, notification) => hints.Add(notification.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {schema}_committed", connection))
        {
            await listen.ExecuteNonQueryAsync();
        }

        var listening = Task.Run(async () =>
        {
            while (true)
            {
                await connection.WaitAsync(stop.Token);
            }
        });
        await using var store = await PostgresStore.OpenAsync(StoreFixture.Options(server, schema), time: clock);
        var leases = await store.Leases.AcquireAllAsync("node-1");
        for (var round = 0; round < 3; round++)
        {
            for (var version = 0; version < 20; version++)
            {
                await store.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), (round * 20) + version, StoreFixture.Event("x")));
            }

            await hints.NextAsync($"hint of round {round}");

            // The sender now pauses; what was committed meanwhile is one hint more, which the next round takes.
            await clock.WhenTimerDueAsync(TimeSpan.FromMilliseconds(20));
            hints.Count.ShouldBe(0, "hints before the pause was over");
            clock.Advance(TimeSpan.FromMilliseconds(20));
        }

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => listening);
    }
}
