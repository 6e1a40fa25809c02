using System.Globalization;
using System.Text;
using System.Text.Json;
using FlexCore.Streams.Execution;

namespace FlexCore.Streams.Tests.Execution;

public sealed class BadInputTests : IDisposable
{
    private const string Good = "{\"n\":1}\n";

    private readonly PipelineHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task A_dead_letter_says_why_where_and_what()
    {
        var path = _harness.Folder.Write("in.ndjson", Good + "\n{\"n\":}\n" + Good);

        var progress = await _harness.RunAsync(Yaml("deadletter"));

        _harness.Folder.Read("out.ndjson").ShouldBe(Good + Good);
        var letter = Letters().ShouldHaveSingleItem();
        letter.GetProperty("reason").GetString().ShouldBe("invalid-json");
        letter.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        letter.GetProperty("step").GetString().ShouldBe("1:parse");
        letter.GetProperty("source").GetString().ShouldBe(path);
        letter.GetProperty("position").GetInt64().ShouldBe(9);
        letter.GetProperty("line").GetInt64().ShouldBe(3);
        letter.GetProperty("record").GetString().ShouldBe("{\"n\":}");
        (progress.Errors, progress.DeadLetters, progress.RecordsIn, progress.RecordsOut).ShouldBe((1, 1, 3, 2));
    }

    [Fact]
    public async Task A_failing_record_ends_the_run_with_its_place_and_the_remedy()
    {
        var path = _harness.Folder.Write("in.ndjson", Good + "oops\n");

        var error = await _harness.FailAsync(_harness.Graph(Yaml("fail")));

        error.Code.ShouldBe("record-failed");
        error.Message.ShouldContain($"line 2 of '{path}'");
        error.Message.ShouldContain("oops");
        error.Message.ShouldContain("onError");
        File.Exists(_harness.Folder.At("out.ndjson")).ShouldBeFalse();
    }

    [Fact]
    public async Task Invalid_utf8_is_a_failed_record_whose_bytes_are_kept()
    {
        byte[] bad = [.. "{\"n\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        _harness.Folder.Write("in.ndjson", [.. Encoding.UTF8.GetBytes(Good), .. bad, (byte)'\n', .. Encoding.UTF8.GetBytes(Good)]);

        await _harness.RunAsync(Yaml("deadletter"));

        _harness.Folder.Read("out.ndjson").ShouldBe(Good + Good);
        var letter = Letters().ShouldHaveSingleItem();
        letter.GetProperty("reason").GetString().ShouldBe("invalid-utf8");
        Convert.FromBase64String(letter.GetProperty("recordBase64").GetString().ShouldNotBeNull()).ShouldBe(bad);
    }

    [Theory]
    [InlineData(100_000_000)]
    [InlineData(1_048_577)]
    public async Task A_line_above_the_limit_is_a_failed_record_with_its_beginning(int length)
    {
        var path = _harness.Folder.At("in.ndjson");
        await using (var file = File.Create(path))
        {
            file.Write(Encoding.UTF8.GetBytes(Good));
            var block = Enumerable.Repeat((byte)'x', 65_536).ToArray();
            for (var rest = length; rest > 0; rest -= block.Length)
            {
                file.Write(block.AsSpan(0, Math.Min(rest, block.Length)));
            }

            file.Write(Encoding.UTF8.GetBytes("\n" + Good));
        }

        await _harness.RunAsync(Yaml("deadletter"));

        _harness.Folder.Read("out.ndjson").ShouldBe(Good + Good);
        var letter = Letters().ShouldHaveSingleItem();
        letter.GetProperty("reason").GetString().ShouldBe("record-too-long");
        letter.GetProperty("record").GetString().ShouldBe(new string('x', 1024));
        letter.GetProperty("line").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task A_line_at_the_limit_passes()
    {
        var text = "{\"n\":\"" + new string('x', (1024 * 1024) - 8) + "\"}";
        _harness.Folder.Write("in.ndjson", text + "\n");

        await _harness.RunAsync(Yaml("fail"));

        _harness.Folder.Read("out.ndjson").Length.ShouldBe(text.Length + 1);
    }

    [Fact]
    public async Task Huge_numbers_and_deep_nesting_are_data_or_failed_records_but_never_a_crash()
    {
        var huge = "{\"n\":" + new string('9', 400) + "}";
        var deep = "{\"n\":" + new string('[', 100_000) + new string(']', 100_000) + "}";
        _harness.Folder.Write("in.ndjson", $"{huge}\n{deep}\n{Good}");

        var progress = await _harness.RunAsync(Yaml("deadletter"));

        progress.RecordsIn.ShouldBe(3);
        (progress.RecordsOut + progress.DeadLetters).ShouldBe(3);
        _harness.Folder.Read("out.ndjson").ShouldEndWith(Good);
    }

    [Fact]
    public async Task A_wrong_type_in_an_expression_is_a_failed_record()
    {
        _harness.Folder.Write("in.ndjson", "{\"n\":null}\n{\"n\":{\"x\":2}}\n");

        await _harness.RunAsync(Yaml("deadletter", "  - map: { x: n.x }"));

        Letters().ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe("expression-failed");
        Letters()[0].GetProperty("step").GetString().ShouldBe("2:map");
    }

    [Fact]
    public async Task A_steps_policy_wins_over_the_pipelines()
    {
        _harness.Folder.Write("in.ndjson", "bad\n{\"n\":null}\n{\"n\":{\"x\":2}}\n");

        var progress = await _harness.RunAsync(Yaml("deadletter", "  - map: { x: n.x }\n    onError: skip"));

        Letters().ShouldHaveSingleItem().GetProperty("step").GetString().ShouldBe("1:parse");
        (progress.Errors, progress.DeadLetters).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Dead_letters_of_all_steps_come_in_the_order_of_the_input()
    {
        using var harness = new PipelineHarness { Options = new StreamsOptions { ChunkSize = 64, Parallelism = 3 } };
        var lines = Enumerable.Range(0, 200).Select(index => (index % 4) switch
        {
            0 => $"bad {index}",
            1 => $$"""{"i":{{index}},"n":null}""",
            2 => $$"""{"i":{{index}},"n":{"x":1},"t":"never"}""",
            _ => $$"""{"i":{{index}},"n":{"x":1},"t":{{index}}}""",
        });
        harness.Folder.Write("in.ndjson", string.Join('\n', lines));

        await harness.RunAsync(Yaml("deadletter", "  - map: { x: n.x }\n  - window: { tumbling: 1s, time: t, aggregate: { c: count() } }"));

        var positions = harness.Folder.Read("dead.ndjson").TrimEnd('\n').Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("line").GetInt64()).ToList();
        positions.Count.ShouldBe(150);
        positions.ShouldBe(positions.Order());
    }

    [Fact]
    public async Task A_row_that_fails_behind_a_group_is_its_own_record()
    {
        _harness.Folder.Write("in.ndjson", "{\"k\":\"a\"}\n{\"k\":null}\n");

        await _harness.RunAsync(Yaml("deadletter", "  - group: { by: [k], aggregate: { n: count() } }\n  - map: { up: k.length }"));

        var letter = Letters().ShouldHaveSingleItem();
        letter.GetProperty("step").GetString().ShouldBe("3:map");
        letter.GetProperty("record").GetString().ShouldBe("{\"k\":null,\"n\":1}");
        letter.GetProperty("source").ValueKind.ShouldBe(JsonValueKind.Null);
        _harness.Folder.Read("out.ndjson").ShouldBe("{\"k\":\"a\",\"n\":1,\"up\":1}\n");
    }

    [Theory]
    [InlineData("missing.ndjson", "source-not-found")]
    [InlineData("no*.ndjson", "source-not-found")]
    [InlineData(".", "source-unreadable")]
    public async Task An_input_that_cannot_be_opened_fails_the_start_with_a_remedy(string input, string code)
    {
        var error = await _harness.FailAsync(_harness.Graph(Yaml("fail").Replace("in.ndjson", input, StringComparison.Ordinal)));

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(_harness.Folder.Path);
    }

    [Fact]
    public async Task Truncated_gzip_is_reported_and_publishes_nothing()
    {
        using var buffer = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(buffer, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            var random = new Random(1);
            for (var i = 0; i < 20_000; i++)
            {
                gzip.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{random.NextDouble()}}}\n")));
            }
        }

        _harness.Folder.Write("in.ndjson", buffer.ToArray()[..(int)(buffer.Length / 2)]);

        var error = await _harness.FailAsync(_harness.Graph(Yaml("skip")));

        error.Code.ShouldBe("source-damaged");
        File.Exists(_harness.Folder.At("out.ndjson")).ShouldBeFalse();
    }

    [Fact]
    public async Task Data_that_should_be_gzip_and_is_not_is_reported()
    {
        _harness.Folder.Write("in.ndjson", Good);

        var error = await _harness.FailAsync(_harness.Graph(Yaml("skip").Replace("file: in.ndjson", "file: { path: in.ndjson, compression: gzip }", StringComparison.Ordinal)));

        error.Code.ShouldBe("source-damaged");
    }

    [Fact]
    public async Task A_csv_header_without_a_needed_column_is_reported()
    {
        _harness.Folder.Write("in.csv", "id,name\n1,ann\n");

        var error = await _harness.FailAsync(_harness.Graph(
            "name: a\nsource: { file: in.csv }\nsteps: [ { parse: csv }, { filter: \"amount > 1\" } ]\nsink: { file: out.ndjson }"));

        error.Code.ShouldBe("csv-column-missing");
        error.Message.ShouldContain("amount");
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_output_is_reported()
    {
        _harness.Folder.Write("in.ndjson", Good);
        Directory.CreateDirectory(_harness.Folder.At("out.ndjson.partial"));

        (await _harness.FailAsync(_harness.Graph(Yaml("skip")))).Code.ShouldBe("sink-unwritable");
    }

    [Fact]
    public async Task A_full_disk_is_reported_and_the_run_can_be_resumed()
    {
        _harness.Folder.Write("in.ndjson", string.Concat(Enumerable.Repeat(Good, 1000)));
        var partial = _harness.Folder.At("out.ndjson.partial");
        File.CreateSymbolicLink(partial, "/dev/full");
        var graph = _harness.Graph(Yaml("skip"));

        var error = await _harness.FailAsync(graph);
        File.Delete(partial);
        await _harness.ResumeAsync(graph);

        error.Code.ShouldBe("sink-unwritable");
        error.Message.ShouldContain("space");
        _harness.Folder.Read("out.ndjson").Length.ShouldBe(Good.Length * 1000);
    }

    private static string Yaml(string policy, string steps = "") => $$"""
        name: bad
        source: { file: in.ndjson }
        steps:
          - parse: json
        {{steps}}
        sink: { file: out.ndjson }
        onError: {{policy}}
        deadLetter: { file: dead.ndjson }
        """;

    private List<JsonElement> Letters() =>
        [.. _harness.Folder.Read("dead.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
