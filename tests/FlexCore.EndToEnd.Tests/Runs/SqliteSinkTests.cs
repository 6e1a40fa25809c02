using FlexCore.EndToEnd.Tests.Crashes;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Runs;

public sealed class SqliteSinkTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public SqliteSinkTests() =>
        _workspace.Write("in.ndjson", "{\"id\":1,\"name\":\"ana\",\"tags\":[\"a\",\"b\"]}\n{\"id\":2,\"name\":\"bob\",\"tags\":null}\n{\"id\":1,\"name\":\"eva\",\"tags\":[]}\n");

    [Fact]
    public async Task Append_adds_every_record_of_every_run()
    {
        await RunAsync("mode: append");
        await RunAsync("mode: append");

        Table.Read(_workspace.PathOf("out.db")).ShouldBe(
        [
            "1|1|ana|[\"a\",\"b\"]", "2|2|bob|null", "3|1|eva|[]",
            "4|1|ana|[\"a\",\"b\"]", "5|2|bob|null", "6|1|eva|[]",
        ]);
    }

    [Fact]
    public async Task Upsert_keeps_one_row_for_each_key()
    {
        await RunAsync("mode: upsert, key: [id]");
        await RunAsync("mode: upsert, key: [id]");

        Table.Read(_workspace.PathOf("out.db")).Select(row => row[(row.IndexOf('|', StringComparison.Ordinal) + 1)..]).Order(StringComparer.Ordinal)
            .ShouldBe(["1|eva|[]", "2|bob|null"]);
    }

    [Fact]
    public async Task Records_of_unknown_fields_are_refused_before_data_flows()
    {
        WritePipeline("mode: append", "");

        var outcome = await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml");

        outcome.ShouldExitWith(3).ShouldExplain("select");
        _workspace.Has("out.db").ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_that_no_record_has_is_refused_before_data_flows()
    {
        WritePipeline("mode: upsert, key: [ident]", "- select: [id, name]");

        (await FlexcoreProcess.RunAsync(_workspace.Folder, "lint", "p.yaml")).ShouldExitWith(3).Out.ShouldContain("ident");
    }

    public void Dispose() => _workspace.Dispose();

    private async Task RunAsync(string mode)
    {
        WritePipeline(mode, "- select: [id, name, tags]");
        (await FlexcoreProcess.RunAsync(_workspace.Folder, "run", "p.yaml")).ShouldExitWith(0);
    }

    private void WritePipeline(string mode, string step) => _workspace.Write("p.yaml", $$"""
        name: table
        source: { file: { path: in.ndjson } }
        steps:
          - parse: json
          {{step}}
        sink: { sqlite: { path: out.db, table: rows, {{mode}} } }
        """);
}
