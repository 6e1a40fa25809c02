using FlexCore.Application.Streams;
using FlexCore.Persistence.Sqlite.Sinks;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Persistence.Sqlite.Tests.Sinks;

public sealed class SqliteTableSinkTests : IDisposable
{
    private readonly SinkFixture _fixture = new();

    [Fact]
    public async Task Append_creates_folder_and_table_and_adds_every_row()
    {
        await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(), SinkFixture.Rows((1, "ana", 1.5), (1, "bob", 2)));

        _fixture.Query("SELECT id, name, amount FROM orders").ShouldBe(["1|ana|1.5", "1|bob|2"]);
    }

    [Fact]
    public async Task Upsert_replaces_the_row_with_the_same_key()
    {
        var sink = _fixture.Sink(TableMode.Upsert, "orders", "id");

        await SinkFixture.UseAsync(sink, SinkFixture.Start(), SinkFixture.Rows((1, "ana", 1), (2, "bob", 2), (1, "eva", 3)));

        _fixture.Query("SELECT id, name, amount FROM orders ORDER BY id").ShouldBe(["1|eva|3", "2|bob|2"]);
    }

    [Fact]
    public async Task Upsert_by_all_columns_keeps_one_row_of_each()
    {
        var sink = _fixture.Sink(TableMode.Upsert, "orders", "id", "name", "amount");

        await SinkFixture.UseAsync(sink, SinkFixture.Start(), SinkFixture.Rows((1, "ana", 1), (1, "ana", 1), (1, "ana", 2)));

        _fixture.Query("SELECT count(*) FROM orders").ShouldBe(["2"]);
    }

    [Fact]
    public async Task Values_keep_their_types()
    {
        var items = Value.Array(new ArrayValue([Value.Number(1), Value.String("x"), Value.Null]));
        await SinkFixture.UseAsync(
            _fixture.Sink(),
            SinkFixture.Start(),
            SinkFixture.Row(Value.Number(7), Value.String("text"), Value.Number(0.25)),
            SinkFixture.Row(Value.True, Value.Null, Value.Undefined),
            SinkFixture.Row(items, Utf8("grüße"), Value.Number(1e300)),
            SinkFixture.Row(Exact("9223372036854775807"), Exact("123456789012345678901234567890"), Value.Number(-3)));

        _fixture.Query("SELECT typeof(id), typeof(name), typeof(amount) FROM orders").ShouldBe(
            ["integer|text|real", "integer|null|null", "text|text|real", "integer|text|integer"]);
        _fixture.Query("SELECT id, name FROM orders LIMIT 2 OFFSET 2").ShouldBe(
            ["""[1,"x",null]|grüße""", "9223372036854775807|123456789012345678901234567890"]);
    }

    [Fact]
    public async Task Only_selected_rows_are_written()
    {
        var batch = SinkFixture.Range(0, 4);
        batch.SelectionBuffer[0] = 1;
        batch.SelectionBuffer[1] = 3;
        batch.Keep(2);

        await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(), batch);

        _fixture.Query("SELECT id FROM orders").ShouldBe(["1", "3"]);
    }

    [Fact]
    public async Task Names_with_quotes_and_spaces_are_names()
    {
        var layout = new RecordLayout([new FieldSlot("order \"id\"", 0), new FieldSlot("select", 1), new FieldSlot("x'); DROP TABLE t; --", 2)]);
        var definition = new SqliteSinkDefinition(_fixture.Path, "my \"table\"") { Mode = TableMode.Upsert, Key = ["order \"id\""] };
        var sink = new SqliteTableSink(_fixture.Path, new TableShape(definition, layout), TimeSpan.FromSeconds(1));

        await SinkFixture.UseAsync(sink, SinkFixture.Start(), SinkFixture.Rows((1, "a", 2), (1, "b", 3)));

        _fixture.Query("SELECT * FROM \"my \"\"table\"\"\"").ShouldBe(["1|3|b"]);
    }

    [Fact]
    public async Task Two_sinks_share_one_database()
    {
        await using var first = _fixture.Sink(table: "first");
        await using var second = _fixture.Sink(table: "second");
        await first.OpenAsync(SinkFixture.Start(), CancellationToken.None);
        await second.OpenAsync(SinkFixture.Start(), CancellationToken.None);
        await first.WriteAsync(SinkFixture.Range(0, 20_000), CancellationToken.None);
        await second.WriteAsync(SinkFixture.Range(0, 10_000), CancellationToken.None);
        await first.WriteAsync(SinkFixture.Range(20_000, 10), CancellationToken.None);
        await SinkFixture.PrepareAsync(first);
        await SinkFixture.PrepareAsync(second);

        _fixture.Query("SELECT (SELECT count(*) FROM first), (SELECT count(*) FROM second)").ShouldBe(["20010|10000"]);
    }

    [Fact]
    public void The_factory_leaves_other_kinds_to_others() =>
        new SqliteTableSinkFactory().Create(new FileSinkDefinition("x"), SinkFixture.Layout).ShouldBeNull();

    [Fact]
    public void Records_of_unknown_fields_are_refused_with_the_remedy()
    {
        var open = new RecordLayout([], originSlot: 0);

        Refuse("sqlite-open-record", () => new SqliteTableSinkFactory().Create(new SqliteSinkDefinition(_fixture.Path, "t"), open)).ShouldContain("select");
    }

    [Fact]
    public void Upsert_without_a_key_is_refused() =>
        Refuse("sqlite-key-missing", () => _fixture.Sink(TableMode.Upsert)).ShouldContain("key");

    [Fact]
    public void A_key_that_no_record_has_is_refused_with_the_fields_there_are() =>
        Refuse("sqlite-key-unknown", () => _fixture.Sink(TableMode.Upsert, "orders", "ident")).ShouldContain("id, name, amount");

    public void Dispose() => _fixture.Dispose();

    private static string Refuse(string code, Func<object?> create)
    {
        var error = Should.Throw<StreamException>(() => create());
        error.Code.ShouldBe(code);
        return error.Message;
    }

    private static Value Utf8(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return Value.Utf8(bytes, 0, bytes.Length);
    }

    private static Value Exact(string digits) => Value.Number(new ExactNumber(digits, double.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)));
}
