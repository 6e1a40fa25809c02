using System.Net.Sockets;
using FlexCore.Application.Journal;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.PostgreSql.Database;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Tests.Database;

public sealed class PostgresErrorsTests
{
    [Theory]
    [InlineData("ERROR", PostgresErrorCodes.QueryCanceled, true)]
    [InlineData("ERROR", PostgresErrorCodes.DiskFull, true)]
    [InlineData("FATAL", PostgresErrorCodes.AdminShutdown, false)]
    [InlineData("PANIC", PostgresErrorCodes.DiskFull, false)]
    public void Only_an_error_of_a_session_that_lives_says_that_nothing_was_written(string severity, string state, bool wasUndone) =>
        PostgresErrors.WasUndone(Server(severity, state)).ShouldBe(wasUndone);

    [Fact]
    public void A_broken_connection_and_a_time_out_leave_the_outcome_open()
    {
        PostgresErrors.WasUndone(new NpgsqlException("x", new IOException("broken"))).ShouldBeFalse();
        PostgresErrors.IsBrokenSession(new NpgsqlException("x", new TimeoutException())).ShouldBeTrue();
        PostgresErrors.IsBrokenSession(Server("ERROR", PostgresErrorCodes.UniqueViolation)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(PostgresErrorCodes.UniqueViolation, true)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, true)]
    [InlineData(PostgresErrorCodes.DiskFull, false)]
    [InlineData(PostgresErrorCodes.LockNotAvailable, false)]
    public void Only_what_was_decided_on_old_news_is_decided_again(string state, bool isRepeated) =>
        PostgresErrors.IsWorthRepeating(Server("ERROR", state)).ShouldBe(isRepeated);

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, StoreFault.Full, "free space")]
    [InlineData(PostgresErrorCodes.InvalidPassword, StoreFault.Denied, "flexcore.postgres.password")]
    [InlineData(PostgresErrorCodes.InvalidCatalogName, StoreFault.Denied, "flexcore.postgres.database")]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, StoreFault.Denied, "flexcore.postgres.user")]
    [InlineData(PostgresErrorCodes.TooManyConnections, StoreFault.Unavailable, "max_connections")]
    [InlineData(PostgresErrorCodes.CannotConnectNow, StoreFault.Unavailable, "goes on by itself")]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, StoreFault.ReadOnly, "primary")]
    [InlineData(PostgresErrorCodes.LockNotAvailable, StoreFault.Unavailable, "flexcore.postgres.lock-timeout")]
    [InlineData(PostgresErrorCodes.QueryCanceled, StoreFault.Unavailable, "flexcore.postgres.command-timeout")]
    [InlineData(PostgresErrorCodes.UndefinedTable, StoreFault.NotAStore, "flexcore.postgres.schema")]
    [InlineData(PostgresErrorCodes.DataCorrupted, StoreFault.Corrupt, "XX001")]
    public void Each_failure_has_its_kind_and_its_remedy(string state, StoreFault fault, string remedy)
    {
        var error = PostgresErrors.Of(Server("ERROR", state), "postgres://here").ShouldBeOfType<StoreException>();
        error.Fault.ShouldBe(fault);
        error.Message.ShouldContain("postgres://here");
        error.Message.ShouldContain(remedy);
    }

    [Fact]
    public void A_server_that_is_not_there_is_unavailable_and_says_where_to_look()
    {
        var error = PostgresErrors.Of(new NpgsqlException("Failed to connect", new SocketException(111)), "postgres://here").ShouldBeOfType<StoreException>();
        error.Fault.ShouldBe(StoreFault.Unavailable);
        error.Message.ShouldContain("flexcore.postgres.host");
    }

    [Fact]
    public void Our_own_errors_stay_as_they_are()
    {
        var own = new CorruptEventException("a/b/c", 1, "x");
        PostgresErrors.Of(own, "postgres://here").ShouldBeSameAs(own);
    }

    private static PostgresException Server(string severity, string state) => new("what it said", severity, severity, state);
}
