using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Values;

namespace FlexCore.Persistence.Sqlite.Tests.Sinks;

/// <summary>What the target database refuses is named with its place and a remedy.</summary>
public sealed class SqliteTableSinkFaultTests : IDisposable
{
    private readonly SinkFixture _fixture = new();

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_alone()
    {
        using (_fixture.Connect())
        {
            // Only the folder is wanted.
        }

        await File.WriteAllTextAsync(_fixture.Path, new string('x', 8_192));

        var error = await FailAsync("sink-damaged");

        error.Message.ShouldContain(_fixture.Path);
        (await File.ReadAllTextAsync(_fixture.Path)).ShouldBe(new string('x', 8_192));
    }

    [Fact]
    public async Task A_table_with_other_columns_is_named()
    {
        Execute("CREATE TABLE orders (id, something_else)");

        (await FailAsync("sink-mismatch")).Message.ShouldContain("orders");
    }

    [Fact]
    public async Task A_table_without_the_key_that_upsert_needs_is_named()
    {
        Execute("CREATE TABLE orders (id, name, amount)");

        (await FailAsync("sink-mismatch", TableMode.Upsert)).Message.ShouldContain("key");
    }

    [Fact]
    public async Task A_constraint_of_the_users_table_that_refuses_a_row_is_named_and_nothing_of_the_batch_stays()
    {
        Execute("CREATE TABLE orders (id INTEGER CHECK (id < 5), name TEXT, amount REAL)");

        (await FailAsync("sink-rejected", rows: 10)).Message.ShouldContain("CHECK");

        _fixture.Query("SELECT count(*) FROM orders").ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_database_that_another_program_keeps_locked_is_unavailable_for_now()
    {
        Execute("CREATE TABLE orders (id, name, amount)");
        using var other = _fixture.Connect();
        using var transaction = other.BeginTransaction();

        (await FailAsync("sink-unavailable")).ShouldBeOfType<SinkUnavailableException>();
    }

    [Fact]
    public async Task A_record_without_its_key_is_named_with_the_column()
    {
        await using var sink = _fixture.Sink(TableMode.Upsert, "orders", "id");
        await sink.OpenAsync(SinkFixture.Start(), CancellationToken.None);

        var error = await Should.ThrowAsync<StreamException>(
            async () => await sink.WriteAsync(SinkFixture.Row(Value.Null, Value.Null, Value.Null), CancellationToken.None));

        error.Message.ShouldContain("'id'");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_named()
    {
        await File.WriteAllTextAsync(Path.GetDirectoryName(_fixture.Path)!, "a file where the folder should be");

        (await FailAsync("sink-unwritable")).Message.ShouldContain(_fixture.Path);
    }

    public void Dispose() => _fixture.Dispose();

    private async Task<StreamException> FailAsync(string code, TableMode mode = TableMode.Append, int rows = 1)
    {
        var sink = mode == TableMode.Append ? _fixture.Sink() : _fixture.Sink(mode, "orders", "id");
        var error = await Should.ThrowAsync<StreamException>(SinkFixture.UseAsync(sink, SinkFixture.Start(), SinkFixture.Range(0, rows)));
        error.Code.ShouldBe(code);
        return error;
    }

    private void Execute(string sql)
    {
        using var connection = _fixture.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
