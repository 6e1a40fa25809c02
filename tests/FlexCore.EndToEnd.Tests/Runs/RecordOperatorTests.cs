using FlexCore.EndToEnd.Tests.Processes;
using Microsoft.Data.Sqlite;

namespace FlexCore.EndToEnd.Tests.Runs;

/// <summary>Explode, sample, validate and lookup from a file through the command line to a file.</summary>
public sealed class RecordOperatorTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("explode: { field: tags, as: tag, index: n }", "{\"k\":1,\"tag\":\"x\",\"n\":0}|{\"k\":1,\"tag\":\"y\",\"n\":1}|{\"k\":3,\"tag\":\"z\",\"n\":0}")]
    [InlineData("sample: { every: 2 }", "{\"k\":1,\"tags\":[\"x\",\"y\"]}|{\"k\":3,\"tags\":[\"z\"]}")]
    [InlineData("sample: { rate: 1, by: k }\n  - select: [k]", "{\"k\":1}|{\"k\":2}|{\"k\":3}")]
    [InlineData("validate: { schema: { properties: { tags: { minItems: 1 } } } }\n    onError: skip", "{\"k\":1,\"tags\":[\"x\",\"y\"]}|{\"k\":3,\"tags\":[\"z\"]}")]
    [InlineData("lookup: { file: names.csv, key: k, fields: [name], missing: drop }\n  - omit: tags", "{\"k\":1,\"name\":\"one\"}|{\"k\":3,\"name\":\"three\"}")]
    [InlineData("lookup: { sqlite: { path: names.db, table: names }, key: k, fields: { called: name } }\n  - omit: tags", "{\"k\":1,\"called\":\"eins\"}|{\"k\":2,\"called\":null}|{\"k\":3,\"called\":null}")]
    public async Task A_step_does_from_file_to_file_what_the_reference_says(string step, string expected)
    {
        WriteInput(step);

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(0);

        string.Join('|', _workspace.Lines("out.ndjson")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("lookup: { file: nobody.csv, key: k, fields: [name] }", 5, "does not exist")]
    [InlineData("lookup: { sqlite: { path: names.db, table: people }, key: k, fields: [name] }", 5, "has no table or view 'people'")]
    [InlineData("validate: { schema: { required: [none] } }", 6, "'/' has no field 'none', but the schema says required")]
    [InlineData("explode: k", 6, "the value to explode is 1, not a list")]
    [InlineData("validate: { schema: { minimun: 1 } }", 3, "p.yaml:5:27: unknown-key")]
    [InlineData("smaple: { every: 2 }", 3, "Did you mean 'sample'?")]
    public async Task A_failure_has_its_exit_code_and_words(string step, int exitCode, string words)
    {
        WriteInput(step);

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(exitCode).Error.ShouldContain(words);
    }

    private void WriteInput(string step)
    {
        _workspace.Write("in.ndjson", "{\"k\":1,\"tags\":[\"x\",\"y\"]}\n{\"k\":2,\"tags\":[]}\n{\"k\":3,\"tags\":[\"z\"]}\n");
        _workspace.Write("names.csv", "k,name\n1,one\n3,three\n");
        _workspace.Write("p.yaml", $"name: records\nsource: {{ file: in.ndjson }}\nsteps:\n  - parse: json\n  - {step}\nsink: {{ file: out.ndjson }}\n");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _workspace.PathOf("names.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE IF NOT EXISTS names (k, name); INSERT INTO names VALUES (1, 'eins')";
        command.ExecuteNonQuery();
    }
}
