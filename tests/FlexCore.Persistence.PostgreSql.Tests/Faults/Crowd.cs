using FlexCore.TestServers.Postgres;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>Connections of another program that take all a server has.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly List<NpgsqlConnection> _connections = [];

    private Crowd(PostgresServer server) => _server = server;

    public static async Task<Crowd> FillAsync(PostgresServer server)
    {
        var crowd = new Crowd(server);
        await crowd.FillAsync();
        return crowd;
    }

    /// <summary>Ends others' sessions and takes their places.</summary>
    public async Task TakeAllAsync(string endSql)
    {
        await using var command = new NpgsqlCommand(endSql, _connections[0]);
        await command.ExecuteNonQueryAsync();
        await FillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task FillAsync()
    {
        while (true)
        {
            var connection = new NpgsqlConnection($"{_server.ConnectionString};Pooling=false;Application Name=crowd");
            try
            {
                await connection.OpenAsync();
                _connections.Add(connection);
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await connection.DisposeAsync();
                return;
            }
        }
    }
}
