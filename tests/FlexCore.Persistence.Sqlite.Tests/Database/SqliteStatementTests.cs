using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Tests.Database;

public sealed class SqliteStatementTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteStatementTests()
    {
        _database = SqliteDatabase.OpenWriter(_folder.Database);
        _database.Execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_number_reads_back(long number)
    {
        var insert = _database.Prepare("INSERT INTO t (v) VALUES (?1)");
        insert.Bind(1, number);
        insert.Run();

        _database.QueryNumber("SELECT v FROM t").ShouldBe(number);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("grüße 😀")]
    public void A_text_reads_back_as_a_text(string text)
    {
        var insert = _database.Prepare("INSERT INTO t (v) VALUES (?1)");
        insert.BindText(1, text);
        insert.Run();

        _database.QueryText("SELECT v FROM t").ShouldBe(text);
        _database.QueryText("SELECT typeof(v) FROM t").ShouldBe("text");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    public void Bytes_read_back_as_bytes_and_none_are_not_null(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var insert = _database.Prepare("INSERT INTO t (v) VALUES (?1)");
        insert.BindBlob(1, bytes);
        insert.Run();

        var read = _database.Prepare("SELECT v FROM t");
        read.Step().ShouldBeTrue();
        read.Bytes(0).ToArray().ShouldBe(bytes);
        read.Step().ShouldBeFalse();
        _database.QueryText("SELECT typeof(v) FROM t").ShouldBe("blob");
    }

    [Fact]
    public void Null_reads_as_nothing()
    {
        _database.Execute("INSERT INTO t (v) VALUES (NULL)");

        _database.QueryText("SELECT v FROM t").ShouldBe("");
        _database.QueryNumber("SELECT v FROM t").ShouldBe(0);
        _database.QueryNumber("SELECT v FROM t WHERE id = 99").ShouldBe(0);
    }

    [Fact]
    public void A_statement_that_failed_runs_again()
    {
        var insert = _database.Prepare("INSERT INTO t (id) VALUES (?1)");
        insert.Bind(1, 1);
        insert.Run();

        Should.Throw<StoreException>(insert.Run).Message.ShouldContain("INSERT INTO t");
        insert.Bind(1, 2);
        insert.Run();

        _database.QueryNumber("SELECT count(*) FROM t").ShouldBe(2);
    }

    [Fact]
    public void A_statement_that_cannot_be_compiled_names_itself() =>
        Should.Throw<StoreException>(() => _database.Prepare("SELECT nothing FROM nowhere")).Message.ShouldContain("nowhere");

    [Fact]
    public void Rolling_back_without_a_transaction_does_nothing_and_with_one_undoes_it()
    {
        _database.Rollback();
        _database.IsIdle.ShouldBeTrue();

        _database.Execute("BEGIN IMMEDIATE");
        _database.Execute("INSERT INTO t (v) VALUES (1)");
        _database.IsIdle.ShouldBeFalse();
        _database.Rollback();

        _database.IsIdle.ShouldBeTrue();
        _database.QueryNumber("SELECT count(*) FROM t").ShouldBe(0);
    }

    [Fact]
    public void A_reader_cannot_write()
    {
        using var reader = SqliteDatabase.OpenReader(_folder.Database);

        Should.Throw<StoreException>(() => reader.Execute("INSERT INTO t (v) VALUES (1)")).Fault.ShouldBe(StoreFault.ReadOnly);
    }

    [Fact]
    public void A_reader_does_not_create_a_file()
    {
        var path = Path.Combine(_folder.Path, "none.db");

        Should.Throw<StoreException>(() => SqliteDatabase.OpenReader(path)).Fault.ShouldBe(StoreFault.ReadOnly);
        File.Exists(path).ShouldBeFalse();
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
