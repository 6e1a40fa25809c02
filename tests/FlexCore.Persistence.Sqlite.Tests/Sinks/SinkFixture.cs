using System.Buffers;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Sinks;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Values;
using Microsoft.Data.Sqlite;

namespace FlexCore.Persistence.Sqlite.Tests.Sinks;

/// <summary>A database in a folder of its own, and sinks that write into it.</summary>
internal sealed class SinkFixture : IDisposable
{
    public static readonly RecordLayout Layout = new([new FieldSlot("id", 0), new FieldSlot("name", 2), new FieldSlot("amount", 1)]);

    private static readonly EntityId Stream = new(TenantId.Default, "data-stream", "demo");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flexcore-sink-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "nested", "out.db");

    public SqliteTableSink Sink(TableMode mode = TableMode.Append, string table = "orders", params string[] key)
    {
        var definition = new SqliteSinkDefinition(Path, table) { Mode = mode, Key = EquatableList.From(key.Select(DefinitionText.FromString)) };
        return new SqliteTableSink(Path, new TableShape(definition, Layout), TimeSpan.FromSeconds(1));
    }

    public static SinkStart Start(string run = "run-1", byte[]? state = null) =>
        new(Stream, run, state is null ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(state));

    /// <summary>Opens a sink, lets the test write, and disposes it without completing: what a crash leaves behind.</summary>
    public static async Task<byte[]> UseAsync(SqliteTableSink sink, SinkStart start, params RecordBatch[] batches)
    {
        await using (sink)
        {
            await sink.OpenAsync(start, CancellationToken.None);
            foreach (var batch in batches)
            {
                await sink.WriteAsync(batch, CancellationToken.None);
            }

            return await PrepareAsync(sink);
        }
    }

    public static async Task<byte[]> PrepareAsync(SqliteTableSink sink)
    {
        var state = new ArrayBufferWriter<byte>();
        await sink.PrepareAsync(state, CancellationToken.None);
        return state.WrittenSpan.ToArray();
    }

    /// <summary>Rows of id, name and amount; the cells lie in another order than the columns.</summary>
    public static RecordBatch Rows(params (int Id, string Name, double Amount)[] rows)
    {
        var batch = new RecordBatch(3);
        foreach (var (id, name, amount) in rows)
        {
            var cells = batch.Add(0);
            cells[0] = Value.Number(id);
            cells[1] = Value.Number(amount);
            cells[2] = Value.String(name);
        }

        return batch;
    }

    public static RecordBatch Range(int from, int count) =>
        Rows([.. Enumerable.Range(from, count).Select(id => (id, "n" + id.ToString(System.Globalization.CultureInfo.InvariantCulture), id * 1.5))]);

    public static RecordBatch Row(Value id, Value name, Value amount)
    {
        var batch = new RecordBatch(3);
        var cells = batch.Add(0);
        cells[0] = id;
        cells[1] = amount;
        cells[2] = name;
        return batch;
    }

    /// <summary>A query's rows, each joined by <c>|</c>.</summary>
    public string[] Query(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "null" : reader.GetString(i))));
        }

        return [.. rows];
    }

    public SqliteConnection Connect()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
