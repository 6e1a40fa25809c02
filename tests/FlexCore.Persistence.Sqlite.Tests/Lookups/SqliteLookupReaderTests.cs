using FlexCore.Application.Streams;
using FlexCore.Persistence.Sqlite.Lookups;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Lookups;
using FlexCore.Streams.Values;
using Microsoft.Data.Sqlite;

namespace FlexCore.Persistence.Sqlite.Tests.Lookups;

public sealed class SqliteLookupReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flexcore-lookup-").FullName;

    private string Database => Path.Combine(_folder, "shop.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Rows_come_with_their_types()
    {
        Execute("""CREATE TABLE "pro""ducts" (sku, "the name", price); INSERT INTO "pro""ducts" VALUES (7, 'hammer', 9.5), ('A', NULL, 9007199254740993)""");

        var rows = await ReadAsync("pro\"ducts", "sku", "the name", "price");

        rows.Count.ShouldBe(2);
        rows.Find([Value.Number(7)]).ShouldBe([Value.String("hammer"), Value.Number(9.5)]);
        var other = rows.Find([Value.String("A")]).ShouldNotBeNull();
        other[0].ShouldBe(Value.Null);
        other[1].TryGetExactNumber(out var exact).ShouldBeTrue();
        exact.ShouldNotBeNull().Text.ShouldBe("9007199254740993");
    }

    [Fact]
    public async Task A_view_can_be_read_and_the_order_of_rows_does_not_matter()
    {
        Execute("CREATE TABLE t (k, v); INSERT INTO t VALUES (2, 'b'), (1, 'a'); CREATE VIEW w AS SELECT k, upper(v) AS u FROM t");
        var first = await ReadAsync("w", "k", "u");
        first.Find([Value.Number(1)]).ShouldBe([Value.String("A")]);

        Execute("DELETE FROM t; INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        (await ReadAsync("w", "k", "u")).Fingerprint.ShouldBe(first.Fingerprint);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public void Every_commit_changes_the_stamp_and_reading_does_not(string journal)
    {
        var reader = new SqliteLookupReader(new SqliteLookupDefinition(Database, "t"));
        var stamps = new List<string> { reader.Stamp() };
        Execute($"PRAGMA journal_mode={journal}; CREATE TABLE t (k, v)");
        stamps.Add(reader.Stamp());
        for (var i = 0; i < 3; i++)
        {
            Execute($"INSERT INTO t VALUES ({i}, 'x')");
            stamps.Add(reader.Stamp());
        }

        stamps.Distinct().Count().ShouldBe(5, string.Join(' ', stamps));
        Execute("SELECT * FROM t");
        reader.Stamp().ShouldBe(stamps[^1]);
    }

    [Theory]
    [InlineData("t", "k", "x", "lookup-column-missing", "has no column 'x'. The columns are: k, v, b.")]
    [InlineData("u", "k", "v", "lookup-not-found", "has no table or view 'u'")]
    [InlineData("t", "k", "b", "lookup-unreadable", "holds a Byte[]")]
    [InlineData("t", "v", "k", "lookup-key-twice", "the second time in row 2")]
    public async Task What_cannot_be_used_is_explained(string table, string key, string column, string code, string message)
    {
        Execute("CREATE TABLE t (k, v, b); INSERT INTO t VALUES (1, 'same', x'00'), (2, 'same', x'01')");

        var error = await Should.ThrowAsync<StreamException>(() => ReadAsync(table, key, column));

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_missing_database_is_not_created_and_other_files_are_refused()
    {
        (await Should.ThrowAsync<StreamException>(() => ReadAsync("t", "k", "v"))).Code.ShouldBe("lookup-not-found");
        File.Exists(Database).ShouldBeFalse();

        await File.WriteAllTextAsync(Database, new string('x', 5000));
        (await Should.ThrowAsync<StreamException>(() => ReadAsync("t", "k", "v"))).Code.ShouldBe("lookup-unreadable");
    }

    [Fact]
    public void Other_kinds_of_tables_are_left_to_other_factories() => new SqliteLookupFactory().Create(new FileLookupDefinition("a.csv")).ShouldBeNull();

    private async Task<LookupRows> ReadAsync(string table, string key, params string[] columns)
    {
        var reader = new SqliteLookupFactory().Create(new SqliteLookupDefinition(Database, table)).ShouldNotBeNull();
        var rows = new LookupRows(1, table);
        await reader.ReadAsync([key, .. columns], rows, CancellationToken.None);
        rows.Complete();
        return rows;
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
