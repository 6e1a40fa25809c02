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
    public void Every_part_is_a_json_text_that_reads_back()
    {
        var record = DefinitionRecord.From(Pipeline, new Graph());

        Text(record.Source).ShouldBe(Pipeline.Source.ToString());
        Text(record.Transform).ShouldBe(string.Empty);
        Text(record.Target).ShouldBe($"{Pipeline.Sinks[0]} | {Pipeline.Sinks[1]}");
        record.Schema.ShouldBe("{}");
    }

    [Fact]
    public void The_graph_decides_about_resuming() => DefinitionRecord.From(Pipeline, new Graph()).Fingerprint.ShouldBe("fp-1");

    private static string? Text(string json) => JsonSerializer.Deserialize<string>(json);

    private sealed class Graph : IStreamGraph
    {
        public string Name => "demo";

        public string Fingerprint => "fp-1";
    }
}
