using System.Text;

namespace FlexCore.Streams.Tests.Execution;

public sealed class StatelessRunTests : IDisposable
{
    private readonly PipelineHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Records_are_filtered_mapped_and_written()
    {
        _harness.Folder.Write("in.ndjson", """
            {"id":1,"user":"ann","amount":5.50,"extra":{"deep":[1,2]}}
            {"id":2,"user":"bob","amount":1}
            {"id":3,"user":"cem","amount":7}

            """);

        var progress = await _harness.RunAsync(Pipeline("""
              - filter: amount > 2
              - map: { double: "amount * 2", user: "user + '!'" }
            """));

        _harness.Folder.Read("out.ndjson").ShouldBe(
            """{"id":1,"user":"ann!","amount":5.50,"extra":{"deep":[1,2]},"double":11}""" + "\n" +
            """{"id":3,"user":"cem!","amount":7,"double":14}""" + "\n");
        progress.RecordsIn.ShouldBe(3);
        progress.RecordsOut.ShouldBe(2);
        progress.BytesIn.ShouldBe(new FileInfo(_harness.Folder.At("in.ndjson")).Length);
        progress.BytesTotal.ShouldBe(progress.BytesRead);
        File.Exists(_harness.Folder.At("out.ndjson.partial")).ShouldBeFalse();
    }

    [Fact]
    public async Task Untouched_records_keep_their_bytes()
    {
        const string Line = """{ "b" : 1.0e2, "a":"\u00e9", "id":12345678901234567890 }""";
        _harness.Folder.Write("in.ndjson", Line + "\r\n");

        await _harness.RunAsync(Pipeline("  - filter: b == 100"));

        _harness.Folder.Read("out.ndjson").ShouldBe(Line + "\n");
    }

    [Fact]
    public async Task Select_omit_and_rename_shape_the_record()
    {
        _harness.Folder.Write("in.ndjson", """{"a":1,"b":2,"c":3,"d":4}""");

        await _harness.RunAsync(Pipeline("""
              - rename: { a: b, b: a }
              - omit: [c]
              - map: { e: "a + b" }
              - select: [e, d, b, a]
            """));

        _harness.Folder.Read("out.ndjson").ShouldBe("""{"e":3,"d":4,"b":1,"a":2}""" + "\n");
    }

    [Fact]
    public async Task An_open_record_loses_omitted_and_renamed_fields_only()
    {
        _harness.Folder.Write("in.ndjson", """{"a":1,"b":2,"c":3,"d":4}""");

        await _harness.RunAsync(Pipeline("  - omit: [c]\n  - rename: { a: first }"));

        _harness.Folder.Read("out.ndjson").ShouldBe("""{"b":2,"d":4,"first":1}""" + "\n");
    }

    [Fact]
    public async Task The_dollar_sign_is_the_whole_record()
    {
        _harness.Folder.Write("in.ndjson", """{"a":1,"b":2}""");

        await _harness.RunAsync(Pipeline("  - map: { c: 3 }\n  - map: { keys: \"$.a + $.c\", copy: $ }\n  - select: [keys, copy]"));

        _harness.Folder.Read("out.ndjson").ShouldBe("""{"keys":4,"copy":{"a":1,"b":2,"c":3}}""" + "\n");
    }

    [Fact]
    public async Task Without_a_parse_step_the_record_is_its_line()
    {
        _harness.Folder.Write("in.txt", "one\n\ntwo\r\nthree");

        await _harness.RunAsync("""
            name: lines
            source: { file: in.txt }
            steps: [ { map: { length: line.length } } ]
            sink: { file: out.csv }
            """);

        _harness.Folder.Read("out.csv").ShouldBe("line,length\none,3\ntwo,3\nthree,5\n");
    }

    [Fact]
    public async Task Csv_with_a_header_and_quoted_line_breaks_becomes_json()
    {
        _harness.Folder.Write("in.csv", "id,text,amount\n1,\"two\nlines, \"\"quoted\"\"\",5\n2,plain,\n");

        await _harness.RunAsync("""
            name: csv
            source: { file: in.csv }
            steps: [ { parse: { format: csv, types: { amount: number } } }, { filter: "id != '3'" } ]
            sink: { file: out.ndjson }
            """);

        _harness.Folder.Read("out.ndjson").ShouldBe(
            """{"id":"1","text":"two\nlines, \"quoted\"","amount":5}""" + "\n" + """{"id":"2","text":"plain","amount":null}""" + "\n");
    }

    [Fact]
    public async Task Several_files_are_read_in_order_and_each_may_be_gzip()
    {
        _harness.Folder.Write("b.ndjson", "{\"n\":2}\n");
        _harness.Folder.Write("a.ndjson", [.. Gzip("{\"n\":0}\n"), .. Gzip("{\"n\":1}\n")]);
        _harness.Folder.Write("first/z.ndjson", "\uFEFF{\"n\":-1}");

        var progress = await _harness.RunAsync("""
            name: many
            source: { file: { path: [first/*.ndjson, "*.ndjson"] } }
            steps: [ { parse: json } ]
            sink: { file: { path: out/all.jsonl } }
            """);

        _harness.Folder.Read("out/all.jsonl").ShouldBe("{\"n\":-1}\n{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n");
        progress.BytesTotal.ShouldBe(progress.BytesRead);
    }

    [Fact]
    public async Task Standard_input_flows_to_standard_output()
    {
        using var harness = new PipelineHarness { StandardInput = new MemoryStream(Gzip("{\"n\":1}\n{\"n\":2}\n")) };

        await harness.RunAsync("{ name: pipe, source: stdin, steps: [ { parse: json }, { filter: n > 1 } ], sink: { stdout: { format: csv } } }");

        Encoding.UTF8.GetString(harness.StandardOutput.ToArray()).ShouldBe("n\n2\n");
    }

    [Fact]
    public async Task An_empty_input_gives_an_empty_output()
    {
        _harness.Folder.Write("in.ndjson", "");

        (await _harness.RunAsync(Pipeline("  - filter: a > 1"))).RecordsIn.ShouldBe(0);

        _harness.Folder.Read("out.ndjson").ShouldBeEmpty();
    }

    private static string Pipeline(string steps) => $"""
        name: test
        source: {"{"} file: in.ndjson {"}"}
        steps:
          - parse: json
        {steps}
        sink: {"{"} file: out.ndjson {"}"}
        """;

    private static byte[] Gzip(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(buffer, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return buffer.ToArray();
    }
}
