using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Tests.Settings;

/// <summary>What a real server says about a session of ours.</summary>
[NeedsPostgres]
public sealed class SessionSettingsTests
{
    [Theory]
    [InlineData("tcp_keepalives_idle", "5")]
    [InlineData("tcp_keepalives_interval", "5")]
    [InlineData("tcp_keepalives_count", "3")]
    [InlineData("tcp_user_timeout", "20000")]
    [InlineData("synchronous_commit", "on")]
    [InlineData("lock_timeout", "7s")]
    [InlineData("statement_timeout", "9s")]
    [InlineData("idle_in_transaction_session_timeout", "9s")]
    public async Task A_session_that_lost_its_client_or_waits_too_long_is_ended_by_the_server(string setting, string value)
    {
        var server = await SharedPostgres.Server;
        var text = ConnectionText.Build(new PostgresStoreOptions { ConnectionString = server.TcpConnectionString, LockTimeout = TimeSpan.FromSeconds(7), CommandTimeout = TimeSpan.FromSeconds(9) });
        text.Pooling = false;
        await using var connection = new NpgsqlConnection(text.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SHOW {setting}", connection);

        (await command.ExecuteScalarAsync()).ShouldBe(value);
    }
}
