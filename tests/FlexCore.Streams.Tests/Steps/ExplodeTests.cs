using System.Globalization;
using System.Text.Json.Nodes;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Tests.Execution;

namespace FlexCore.Streams.Tests.Steps;

public sealed class ExplodeTests : IDisposable
{
    private readonly PipelineHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("explode: items", """{"id":1,"items":"a","x":2}|{"id":1,"items":"b","x":2}""")]
    [InlineData("explode: { field: items }", """{"id":1,"items":"a","x":2}|{"id":1,"items":"b","x":2}""")]
    [InlineData("explode: { field: items, as: item }", """{"id":1,"x":2,"item":"a"}|{"id":1,"x":2,"item":"b"}""")]
    [InlineData("explode: { field: items, index: n }", """{"id":1,"items":"a","x":2,"n":0}|{"id":1,"items":"b","x":2,"n":1}""")]
    [InlineData("explode: { field: items, as: id, index: x }", """{"id":"a","x":0}|{"id":"b","x":1}""")]
    [InlineData("explode: { field: \"items.concat(id)\", as: item }", """{"id":1,"items":["a","b"],"x":2,"item":"a"}|{"id":1,"items":["a","b"],"x":2,"item":"b"}|{"id":1,"items":["a","b"],"x":2,"item":1}""")]
    public async Task Items_take_the_place_of_the_list(string step, string expected)
    {
        _harness.Folder.Write("in.ndjson", """{"id":1,"items":["a","b"],"x":2}""");

        await _harness.RunAsync(Pipeline(step));

        Output().ShouldBe(expected.Replace('|', '\n') + "\n");
    }

    [Fact]
    public async Task A_record_without_items_is_dropped_or_kept_with_null()
    {
        _harness.Folder.Write("in.ndjson", "{\"a\":1,\"items\":[]}\n{\"a\":2}\n{\"a\":3,\"items\":null}\n{\"a\":4,\"items\":[null]}\n");

        await _harness.RunAsync(Pipeline("explode: { field: items, index: n }"));
        Output().ShouldBe("{\"a\":4,\"items\":null,\"n\":0}\n");

        using var other = new PipelineHarness();
        other.Folder.Write("in.ndjson", _harness.Folder.Read("in.ndjson"));
        await other.RunAsync(Pipeline("explode: { field: items, index: n, keepEmpty: true }"));
        other.Folder.Read("out.ndjson").ShouldBe("{\"a\":1,\"items\":null,\"n\":null}\n{\"a\":2,\"items\":null,\"n\":null}\n{\"a\":3,\"items\":null,\"n\":null}\n{\"a\":4,\"items\":null,\"n\":0}\n");
    }

    [Fact]
    public async Task A_value_that_is_no_list_fails_with_the_value()
    {
        _harness.Folder.Write("in.ndjson", "{\"items\":\"a,b\"}\n{\"items\":{\"a\":1}}\n{\"items\":[7]}\n");

        await _harness.RunAsync(Pipeline("explode: items"));

        Output().ShouldBe("{\"items\":7}\n");
        var dead = _harness.Folder.Read("dead.ndjson");
        dead.ShouldContain("\"reason\":\"not-a-list\",\"detail\":\"the value to explode is \\\"a,b\\\", not a list\",\"step\":\"2:explode\"");
        dead.ShouldContain("the value to explode is {\\\"a\\\":1}, not a list");
    }

    [Fact]
    public async Task A_list_of_more_than_100000_items_fails_the_record()
    {
        _harness.Folder.Write("in.ndjson", $"{{\"n\":1,\"items\":[{string.Join(',', Enumerable.Repeat("1", 100_001))}]}}\n{{\"n\":2,\"items\":[{string.Join(',', Enumerable.Repeat("1", 100_000))}]}}\n");

        var progress = await _harness.RunAsync(Pipeline("explode: items", "group: { by: [n], aggregate: { count: count() } }"));

        Output().ShouldBe("{\"n\":2,\"count\":100000}\n");
        progress.DeadLetters.ShouldBe(1);
        _harness.Folder.Read("dead.ndjson").ShouldContain("too-many-records");
    }

    [Fact]
    public async Task More_rows_of_one_chunk_than_memory_may_hold_end_the_run()
    {
        var list = string.Join(',', Enumerable.Repeat("1", 2_000));
        _harness.Folder.Write("in.ndjson", $"{{\"a\":[{list}],\"b\":[{list}]}}\n");

        var error = await _harness.FailAsync(_harness.Graph(Pipeline("explode: a", "explode: b")));

        error.Code.ShouldBe("too-many-rows");
        error.Message.ShouldContain("flexcore.streams.chunk-size");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_result_is_that_of_a_loop(int seed)
    {
        var random = new Random(seed);
        var lines = new List<string>();
        var expected = new List<string>();
        for (var i = 0; i < 300; i++)
        {
            var outer = Enumerable.Range(0, random.Next(5)).Select(_ => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => JsonValue.Create(random.Next(100)))])).ToList();
            lines.Add(new JsonObject { ["i"] = i, ["rows"] = new JsonArray([.. outer]) }.ToJsonString());
            expected.AddRange(from row in outer.Select((cells, at) => (cells, at)) from cell in row.cells where cell?.GetValue<int>() % 3 != 0
                select string.Create(CultureInfo.InvariantCulture, $"{{\"i\":{i},\"row\":{row.at},\"cell\":{cell}}}"));
        }

        using var harness = new PipelineHarness { Options = new StreamsOptions { ChunkSize = 64 + random.Next(4_000) } };
        harness.Folder.Write("in.ndjson", string.Join('\n', lines));

        await harness.RunAsync(Pipeline("explode: { field: rows, as: cells, index: row }", "explode: { field: cells, as: cell }", "filter: cell % 3 !== 0", "select: [i, row, cell]"));

        harness.Folder.Read("out.ndjson").ShouldBe(string.Concat(expected.Select(line => line + "\n")), $"seed {seed}");
    }

    private string Output() => _harness.Folder.Read("out.ndjson");

    private static string Pipeline(params string[] steps) => StepPipeline.Yaml(["parse: json", .. steps]);
}
