using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Sqlite.Database;
using SQLitePCL;

namespace FlexCore.Persistence.Sqlite.Tests.Database;

public sealed class SqliteErrorsTests
{
    [Theory]
    [InlineData(raw.SQLITE_FULL, StoreFault.Full, "Free disk space")]
    [InlineData(raw.SQLITE_CORRUPT, StoreFault.Corrupt, "backup")]
    [InlineData(raw.SQLITE_NOTADB, StoreFault.NotAStore, "empty folder")]
    [InlineData(raw.SQLITE_READONLY, StoreFault.ReadOnly, "write permission")]
    [InlineData(raw.SQLITE_PERM, StoreFault.ReadOnly, "write permission")]
    [InlineData(raw.SQLITE_CANTOPEN, StoreFault.ReadOnly, "write permission")]
    [InlineData(raw.SQLITE_BUSY, StoreFault.Locked, "Close the other program")]
    [InlineData(raw.SQLITE_LOCKED, StoreFault.Locked, "Close the other program")]
    [InlineData(raw.SQLITE_IOERR, StoreFault.InputOutput, "Check the disk")]
    [InlineData(raw.SQLITE_NOMEM, StoreFault.InputOutput, "Check the disk")]
    public void A_code_becomes_a_fault_with_its_remedy(int code, StoreFault fault, string remedy)
    {
        var error = SqliteErrors.Create(code, code, "what sqlite said", "COMMIT", "/data/flexcore.db");

        error.Fault.ShouldBe(fault);
        error.Path.ShouldBe("/data/flexcore.db");
        error.Message.ShouldContain(remedy);
        error.Message.ShouldContain("'/data/flexcore.db'");
        error.Message.ShouldContain("what sqlite said");
        error.Message.ShouldContain("'COMMIT'");
    }

    [Theory]
    [InlineData(raw.SQLITE_IOERR | (4 << 8), StoreFault.InputOutput)]
    [InlineData(raw.SQLITE_CORRUPT | (1 << 8), StoreFault.Corrupt)]
    [InlineData(raw.SQLITE_BUSY | (2 << 8), StoreFault.Locked)]
    public void An_extended_code_belongs_to_its_primary_one(int code, StoreFault fault) =>
        SqliteErrors.Create(code, code, "", "x", "p").Fault.ShouldBe(fault);
}
