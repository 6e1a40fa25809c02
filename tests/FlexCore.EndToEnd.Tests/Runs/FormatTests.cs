using System.IO.Compression;
using System.Text;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Runs;

public sealed class FormatTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Json_lines_are_filtered_mapped_and_written_as_csv()
    {
        _workspace.Write("orders.ndjson", """
            {"id":1,"user":"ana","amount":12.5,"note":"first"}
            {"id":2,"user":"bob","amount":3}
            {"id":3,"user":"ana, inc","amount":40,"note":"say \"hi\""}

            """);
        _workspace.Write("p.yaml", """
            name: orders
            source: { file: { path: orders.ndjson } }
            steps:
              - parse: json
              - filter: amount > 5
              - map: { cents: amount * 100 }
              - select: [id, user, cents]
            sink: { file: { path: out.csv, format: csv } }
            """);

        (await RunAsync("p.yaml")).ShouldExitWith(0);

        _workspace.Read("out.csv").Replace("\r\n", "\n", StringComparison.Ordinal).ShouldBe("id,user,cents\n1,ana,1250\n3,\"ana, inc\",4000\n");
    }

    [Fact]
    public async Task Csv_with_a_header_becomes_json_lines()
    {
        _workspace.Write("people.csv", "name,age,city\n\"Lovelace, Ada\",36,London\nTuring,41,\"Wilm\nslow\"\n");
        _workspace.Write("p.yaml", """
            name: people
            source: { file: { path: people.csv } }
            steps:
              - parse: { format: csv, types: { age: number } }
              - filter: age > 40
            sink: { file: { path: out.ndjson } }
            """);

        (await RunAsync("p.yaml")).ShouldExitWith(0);

        _workspace.Read("out.ndjson").ShouldBe("""{"name":"Turing","age":41,"city":"Wilm\nslow"}""" + "\n");
    }

    [Fact]
    public async Task Named_groups_of_a_regular_expression_become_fields()
    {
        _workspace.Write("app.log", "12:00:01 WARN disk low\n12:00:02 INFO fine\n12:00:03 WARN fan loud\n");
        _workspace.Write("p.yaml", """
            name: warnings
            source: { file: { path: app.log } }
            steps:
              - parse: { format: regex, pattern: '^(?<time>\S+) (?<level>\w+) (?<text>.*)$' }
              - filter: level == 'WARN'
              - select: [time, text]
            sink: { file: { path: out.ndjson } }
            """);

        (await RunAsync("p.yaml")).ShouldExitWith(0);

        _workspace.Lines("out.ndjson").ShouldBe(["""{"time":"12:00:01","text":"disk low"}""", """{"time":"12:00:03","text":"fan loud"}"""]);
    }

    [Fact]
    public async Task Matches_of_a_pattern_are_read_in_order_and_gzip_is_recognised_by_content()
    {
        _workspace.Write("in/b.ndjson", "{\"n\":3}\n{\"n\":4}\n");
        _workspace.Write("in/a.ndjson.gz", Gzip("{\"n\":1}\n{\"n\":2}\n"));
        _workspace.Write("in/c.ndjson", Gzip("{\"n\":5}\n"));
        _workspace.Write("p.yaml", """
            name: many
            source: { file: { path: 'in/*' } }
            steps: [ { parse: json } ]
            sink: { file: { path: out.ndjson } }
            """);

        (await RunAsync("p.yaml")).ShouldExitWith(0);

        _workspace.Lines("out.ndjson").ShouldBe(Enumerable.Range(1, 5).Select(n => $"{{\"n\":{n}}}"));
    }

    [Fact]
    public async Task Input_and_output_of_the_command_line_replace_those_of_the_pipeline()
    {
        _workspace.Write("one.ndjson", "{\"n\":1}\n");
        _workspace.Write("two.ndjson", "{\"n\":2}\n");
        _workspace.Write("p.yaml", Passing("not-there.ndjson", "unused.ndjson"));

        (await RunAsync("p.yaml", "--input", "two.ndjson", "one.ndjson", "--output", "elsewhere/out.ndjson")).ShouldExitWith(0);

        _workspace.Lines("elsewhere/out.ndjson").ShouldBe(["{\"n\":2}", "{\"n\":1}"]);
        _workspace.Has("unused.ndjson").ShouldBeFalse();
    }

    [Fact]
    public async Task Variables_are_set_on_the_command_line()
    {
        _workspace.Write("in.ndjson", "{\"n\":1}\n{\"n\":5}\n{\"n\":9}\n");
        _workspace.Write("p.yaml", """
            name: vars
            vars: { limit: 0, file: in.ndjson }
            source: { file: { path: '${file}' } }
            steps: [ { parse: json }, { filter: 'n > ${limit}' } ]
            sink: { file: { path: out.ndjson } }
            """);

        (await RunAsync("p.yaml", "--set", "limit=4")).ShouldExitWith(0);

        _workspace.Lines("out.ndjson").ShouldBe(["{\"n\":5}", "{\"n\":9}"]);
    }

    [Fact]
    public async Task An_empty_input_gives_an_empty_output()
    {
        _workspace.Write("in.ndjson", string.Empty);
        _workspace.Write("p.yaml", Passing("in.ndjson", "out.ndjson"));

        (await RunAsync("p.yaml")).ShouldExitWith(0);

        _workspace.Read("out.ndjson").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_json_pipeline_does_what_the_yaml_pipeline_does()
    {
        _workspace.Write("in.ndjson", "{\"n\":1}\n{\"n\":2}\n");
        _workspace.Write("p.json", """
            { "name": "as-json", "source": { "file": { "path": "in.ndjson" } },
              "steps": [ { "parse": "json" }, { "filter": "n == 2" } ], "sink": { "file": { "path": "out.ndjson" } } }
            """);

        (await RunAsync("p.json")).ShouldExitWith(0);

        _workspace.Lines("out.ndjson").ShouldBe(["{\"n\":2}"]);
    }

    public void Dispose() => _workspace.Dispose();

    private static string Passing(string input, string output) => $$"""
        name: passing
        source: { file: { path: {{input}} } }
        steps: [ { parse: json } ]
        sink: { file: { path: {{output}} } }
        """;

    private static byte[] Gzip(string text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    private Task<Outcome> RunAsync(params string[] arguments) => FlexcoreProcess.RunAsync(_workspace.Folder, ["run", .. arguments]);
}
