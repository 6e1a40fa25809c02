using System.Text.Json;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Pipeline = """
        name: demo
        source: { file: { path: in.ndjson } }
        steps:
          - parse: json
          - filter: amount > 3
          - window: { tumbling: 1m, time: time, by: [product], aggregate: { orders: count(), revenue: sum(amount) } }
          - map: { mean: revenue / orders }
        sinks:
          - file: { path: out.ndjson }
          - stdout
        onError: deadletter
        deadLetter: { file: { path: bad.ndjson } }
        partitions: 4
        parallelism: 2
        """;

    private readonly CliHarness _cli = new();

    [Fact]
    public async Task A_pipeline_is_explained_in_tables()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "explain", _cli.Write("p.yaml", Pipeline));

        _cli.Out.ShouldContain("source       file: ends; an interrupted run goes on at its checkpoint\n");
        _cli.Out.ShouldContain("workers      2 for segment 1; keyed state in 4 partitions\n");
        _cli.Out.ShouldContain("""
            STEP      SEGMENT  RUNS         ON ERROR    STATE
            1:parse   1        in parallel  deadletter  -
            2:filter  1        in parallel  deadletter  -
            3:window  2        in order     deadletter  open windows with their groups, until the watermark passes their end
            4:map     2        in order     deadletter  -

            """.ReplaceLineEndings("\n"));
        _cli.Out.ShouldContain("file 'out.ndjson'  steps         exactly-once\n");
        _cli.Out.ShouldContain("stdout             steps         at-least-once\n");
        _cli.Out.ShouldContain("file 'bad.ndjson'  dead letters  exactly-once\n");
    }

    [Fact]
    public async Task Only_the_fields_that_are_read_are_named()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "explain", _cli.Write("p.yaml", Pipeline), "--output", "json");

        using var json = JsonDocument.Parse(_cli.Out);
        json.RootElement.GetProperty("source").GetProperty("fields").EnumerateArray().Select(field => field.GetString()).ShouldBe(["amount", "time", "product"], ignoreOrder: true);
        json.RootElement.GetProperty("source").GetProperty("readsWholeRecord").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("sinks")[0].GetProperty("delivery").GetString().ShouldBe("exactly-once");
    }

    [Fact]
    public async Task Stdin_cannot_resume_and_says_so()
    {
        await _cli.ShouldExitAsync(ExitCode.Success, "explain", _cli.Write("p.yaml", "name: x\nsource: stdin\nsteps: [ { parse: json } ]\nsink: { file: { path: out.ndjson } }\n"));

        _cli.Out.ShouldContain("cannot be read twice, so an interrupted run begins again");
        _cli.Out.ShouldContain("all-or-nothing");
        _cli.Out.ShouldContain("reads        the whole record\n");
    }

    [Fact]
    public async Task Mistakes_are_explained_instead()
    {
        await _cli.ShouldExitAsync(ExitCode.InvalidPipeline, "explain", _cli.Write("p.yaml", Pipeline.Replace("filter", "fliter", StringComparison.Ordinal)));

        _cli.Error.ShouldContain("Did you mean 'filter'?");
        _cli.Out.ShouldBeEmpty();
    }

    public void Dispose() => _cli.Dispose();
}
