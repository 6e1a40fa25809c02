using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Sinks;
using Microsoft.Data.Sqlite;

namespace FlexCore.Persistence.Sqlite.Tests.Sinks;

public sealed class SinkLedgerTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SinkLedgerTests() => _connection.Open();

    [Fact]
    public void A_new_ledger_has_counted_nothing()
    {
        var ledger = Ledger();
        ledger.EnsureCreated();
        ledger.EnsureCreated();

        ledger.Read().ShouldBe(0);
    }

    [Fact]
    public void The_last_count_stands()
    {
        var ledger = Ledger();
        ledger.EnsureCreated();

        ledger.Write(5);
        ledger.Write(long.MaxValue);

        ledger.Read().ShouldBe(long.MaxValue);
        Ledger().Read().ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Pipelines_and_tables_are_counted_apart()
    {
        Ledger().EnsureCreated();
        Ledger(pipeline: "a", table: "t").Write(1);
        Ledger(pipeline: "b", table: "t").Write(2);
        Ledger(pipeline: "a", table: "u").Write(3);

        Ledger(pipeline: "a", table: "t").Read().ShouldBe(1);
        Ledger(pipeline: "b", table: "t").Read().ShouldBe(2);
        Ledger(pipeline: "a", table: "u").Read().ShouldBe(3);
    }

    [Fact]
    public void A_new_run_begins_at_zero_and_replaces_the_old_one()
    {
        Ledger().EnsureCreated();
        Ledger(run: "old").Write(7);

        Ledger(run: "new").Read().ShouldBe(0);
        Ledger(run: "new").Write(1);
        Ledger(run: "old").Read().ShouldBe(0);
    }

    public void Dispose() => _connection.Dispose();

    private SinkLedger Ledger(string pipeline = "demo", string run = "r1", string table = "orders") =>
        new(_connection, new EntityId(TenantId.Default, "data-stream", pipeline), run, table);
}
