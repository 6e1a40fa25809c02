using System.Text.Json;
using FlexCore.Application.Streams;
using FlexCore.Hosting.Documents;
using FlexCore.Streams.Definition;

namespace FlexCore.Cli.Tests.Running;

public class DefinitionRecordTests
{
    private static readonly PipelineDefinition Pipeline = new()
    {
        Name = "demo",
        Source = new FileSourceDefinition(["in \"1\".log"]),
        Sinks = [new FileSinkDefinition("out.ndjson"), new StdoutSinkDefinition()],
    };

    [Fact]
    public void Every_part_is_json_as_in_a_pipeline_file()
    {
        var record = DefinitionRecord.From(Pipeline with { Steps = [new ParseStep(ParseFormat.Json), new FilterStep("a > 1")] }, new Graph());

        record.Source.ShouldBe("""{"file":{"path":["in \"1\".log"]}}""");
        record.Transform.ShouldBe("""["parse","filter"]""");
        record.Target.ShouldBe("""[{"file":{"path":"out.ndjson"}},{"stdout":{}}]""");
        record.Schema.ShouldBe("{}");
        DefinitionRecord.From(Pipeline, new Graph()).Transform.ShouldBe("[]");
    }

    [Fact]
    public void What_may_be_secret_is_left_out()
    {
        var secret = Pipeline with
        {
            Source = new UnionSourceDefinition(
                [new PollSourceDefinition("https://user:s3cret@api.test/orders?key=s3cret") { Body = """{"p":"s3cret"}""", Headers = [new HttpHeader("Authorization", "s3cret")] }]),
            Sinks = [new HttpSinkDefinition("https://api.test/in?key=s3cret") { Headers = [new HttpHeader("X-Key", "s3cret")] }],
        };

        var record = DefinitionRecord.From(secret, new Graph());

        record.ToString().ShouldNotContain("s3cret");
        record.Source.ShouldBe("""{"union":[{"poll":{"url":"https://api.test/orders","headers":{"Authorization":"…"},"body":"…"}}]}""");
        record.Target.ShouldBe("""[{"http":{"url":"https://api.test/in","headers":{"X-Key":"…"}}}]""");
    }

    [Fact]
    public void Thousands_of_inputs_are_no_reason_not_to_run()
    {
        var many = Pipeline with { Source = new FileSourceDefinition(EquatableList.From(Enumerable.Range(0, 20_000).Select(i => new DefinitionText($"logs/{i:d20}.log")))) };

        using var source = JsonDocument.Parse(DefinitionRecord.From(many, new Graph()).Source);

        source.RootElement.GetProperty("omitted").GetString().ShouldBe("longer than the history keeps");
    }

    [Fact]
    public void The_graph_decides_about_resuming() => DefinitionRecord.From(Pipeline, new Graph()).Fingerprint.ShouldBe("fp-1");

    private sealed class Graph : IStreamGraph
    {
        public string Name => "demo";

        public string Fingerprint => "fp-1";
    }
}
