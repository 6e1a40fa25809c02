using FlexCore.Persistence.PostgreSql.Settings;

namespace FlexCore.Persistence.PostgreSql.Tests.Settings;

public sealed class ConnectionTextTests
{
    [Fact]
    public void The_parts_make_a_connection_with_our_session_settings()
    {
        var text = ConnectionText.Build(new PostgresStoreOptions { Host = "db", Port = 6_000, Database = "d", User = "u", Password = "p", Schema = "s" });

        (text.Host, text.Port, text.Database, text.Username, text.Password, text.SearchPath).ShouldBe(("db", 6_000, "d", "u", "p", "s"));
        text.ApplicationName.ShouldBe("flexcore");
        text.TcpKeepAlive.ShouldBeTrue();
        foreach (var setting in new[] { "synchronous_commit=on", "statement_timeout=15000", "lock_timeout=5000", "idle_in_transaction_session_timeout=15000" })
        {
            text.Options.ShouldNotBeNull().ShouldContain(setting);
        }
    }

    [Fact]
    public void The_server_gives_up_a_statement_before_the_client_does() =>
        ConnectionText.Build(new PostgresStoreOptions { CommandTimeout = TimeSpan.FromSeconds(3) }).CommandTimeout.ShouldBeGreaterThan(3);

    [Fact]
    public void There_is_a_connection_for_every_writer_every_reader_and_the_hints() =>
        ConnectionText.Build(new PostgresStoreOptions { WriterConnections = 3, ReaderConnectionsMax = 5 }).MaxPoolSize.ShouldBe(3 + 5 + 4);

    [Fact]
    public void A_connection_string_goes_before_the_parts_and_keeps_what_is_its_own()
    {
        var text = ConnectionText.Build(new PostgresStoreOptions { ConnectionString = "Host=other;Database=x;Username=y;SSL Mode=Require", Host = "db" });
        (text.Host, text.Database, text.Username, text.SslMode).ShouldBe(("other", "x", "y", Npgsql.SslMode.Require));
    }

    [Theory]
    [InlineData("a,b", "primary")]
    [InlineData("a", null)]
    public void Of_several_hosts_the_primary_is_wanted(string hosts, string? wanted) =>
        ConnectionText.Build(new PostgresStoreOptions { Host = hosts }).TargetSessionAttributes.ShouldBe(wanted);

    [Fact]
    public void A_unix_socket_is_asked_for_no_keep_alive() => ConnectionText.Build(new PostgresStoreOptions { Host = "/run/postgresql" }).TcpKeepAlive.ShouldBeFalse();

    [Fact]
    public void The_location_shows_no_secrets()
    {
        var text = ConnectionText.Build(new PostgresStoreOptions { Host = "db", User = "ana", Password = "s3cret" });
        ConnectionText.Location(text, "flexcore").ShouldBe("postgres://db:5432/flexcore/flexcore");
    }
}
