using System.Globalization;
using FlexCore.TestServers.Postgres;
using Npgsql;

namespace FlexCore.Chaos.Tests.Servers;

/// <summary>A table, or a shard of it, that nobody can write to until this is disposed: whoever tries waits inside its statement, on the server.</summary>
internal sealed class HeldTable : IAsyncDisposable
{
    // Only sessions behind the links of nodes can be told apart, by the port that the server sees.
    private const string WaitingSql = "SELECT client_port FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1 AND client_port > 0 ORDER BY query_start LIMIT 1";

    private readonly NpgsqlConnection _holder;
    private readonly NpgsqlConnection _observer;
    private readonly string _statement;
    private int _port;

    private HeldTable(PostgresServer server, string statement)
    {
        _holder = new NpgsqlConnection($"{server.ConnectionString};Pooling=false");
        _observer = new NpgsqlConnection($"{server.ConnectionString};Pooling=false");
        _statement = statement;
    }

    /// <summary>Locks a table against writes.</summary>
    /// <param name="server">The server.</param>
    /// <param name="table">The table, with its schema.</param>
    /// <param name="statement">A LIKE pattern for the statements that are waited for.</param>
    public static Task<HeldTable> HoldAsync(PostgresServer server, string table, string statement) => LockAsync(server, statement, $"LOCK TABLE {table} IN SHARE MODE");

    /// <summary>Locks one shard: every append to it waits, and nothing else does.</summary>
    /// <param name="server">The server.</param>
    /// <param name="shard">The shard.</param>
    public static Task<HeldTable> HoldShardAsync(PostgresServer server, int shard) =>
        LockAsync(server, "%INSERT INTO event%", string.Create(CultureInfo.InvariantCulture, $"SELECT 1 FROM flexcore.shard WHERE shard = {shard} FOR UPDATE"));

    private static async Task<HeldTable> LockAsync(PostgresServer server, string statement, string locking)
    {
        var held = new HeldTable(server, statement);
        await held._holder.OpenAsync();
        await held._observer.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; {locking}", held._holder);
        await command.ExecuteNonQueryAsync();
        return held;
    }

    /// <summary>Waits until a node is inside such a statement.</summary>
    public async Task<ChaosNode> WhenWaitingAsync(ChaosCluster cluster)
    {
        ChaosNode? found = null;
        await RealTime.UntilAsync($"a node waits inside {_statement}", RealTime.Patience, async () =>
        {
            await using var command = new NpgsqlCommand(WaitingSql, _observer);
            command.Parameters.AddWithValue(_statement);
            var port = await command.ExecuteScalarAsync() as int?;
            _port = port ?? 0;
            found = port is { } from ? cluster.Nodes.Zip(cluster.DatabaseLinks).FirstOrDefault(pair => pair.Second.IsFrom(from)).First : null;
            return found is null ? $"nobody does; port {port}" : null;
        });
        return found ?? cluster.Nodes[0];
    }

    /// <summary>Lets everybody go on.</summary>
    public async Task ReleaseAsync()
    {
        await using var command = new NpgsqlCommand("ROLLBACK", _holder);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until the statement that was found waiting has ended on the server, whoever still waits for its answer.</summary>
    public Task WhenDoneAsync() => RealTime.UntilAsync("the statement has ended", RealTime.Patience, async () =>
    {
        await using var command = new NpgsqlCommand("SELECT state FROM pg_stat_activity WHERE client_port = $1", _observer);
        command.Parameters.AddWithValue(_port);
        return await command.ExecuteScalarAsync() is "active" ? "it works still" : null;
    });

    /// <summary>Lets everybody go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _holder.DisposeAsync();
        await _observer.DisposeAsync();
    }
}
