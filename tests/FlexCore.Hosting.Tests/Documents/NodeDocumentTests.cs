using FlexCore.Application.Pipelines.Documents;
using FlexCore.Hosting.Documents;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Hosting.Tests.Documents;

/// <summary>What a document means on a node: its steps for people, its topic for ingest, and what a node does not have.</summary>
public sealed class NodeDocumentTests
{
    [Theory]
    [InlineData("http: {}", "orders")]
    [InlineData("topic: clicks", "clicks")]
    [InlineData("union: [ { topic: clicks }, { topic: views } ]", null)]
    [InlineData("union: [ { topic: clicks }, { http: {} } ]", "orders")]
    [InlineData("file: { path: in.ndjson }", null)]
    public void Records_sent_to_a_stream_go_to_the_one_topic_that_it_reads(string source, string? topic) => Compile(source).SourceTopic.ShouldBe(topic);

    [Theory]
    [InlineData("file: { path: in.ndjson }", true)]
    [InlineData("generate: { count: 3, fields: { n: n } }", true)]
    [InlineData("generate: { rate: 3, fields: { n: n } }", false)]
    [InlineData("topic: clicks", false)]
    [InlineData("http: {}", false)]
    [InlineData("union: [ { file: { path: in.ndjson } }, { topic: clicks } ]", false)]
    public void A_source_that_ends_makes_a_job(string source, bool bounded) => Compile(source).IsBounded.ShouldBe(bounded);

    [Fact]
    public void Steps_are_shown_in_order_each_behind_the_one_before()
    {
        var compiled = Compile("file: { path: in.ndjson }", "  - filter: a > 1\n  - throttle: { rate: 5 }\n", "  - file: { path: a.ndjson, format: ndjson }\n  - topic: out\n");

        compiled.Steps.Select(step => (step.Id, step.Operator, string.Join(',', step.DependsOn))).ShouldBe(
        [
            ("source", "file", ""), ("1-parse", "parse", "source"), ("2-filter", "filter", "1-parse"), ("3-throttle", "throttle", "2-filter"),
            ("sink-1", "file", "3-throttle"), ("sink-2", "topic", "3-throttle"),
        ]);
        compiled.Steps[2].Definition.ShouldBe("""{"filter":"a > 1"}""");
    }

    [Theory]
    [InlineData("stdin: {}", "  - file: { path: out.ndjson, format: ndjson }\n", "stdin-on-node", "A node has no standard input to read.")]
    [InlineData("file: { path: in.ndjson }", "  - stdout: { format: ndjson }\n", "stdout-on-node", "A node has no standard output for records.")]
    public void What_a_node_does_not_have_is_a_mistake_with_its_place(string source, string sinks, string code, string message)
    {
        var compiled = Compile(source, sinks: sinks);

        compiled.Graph.ShouldBeNull();
        var finding = compiled.Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Message, finding.Line > 1).ShouldBe((code, message, true));
        finding.Suggestion.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_jobs_files_take_the_place_of_standard_input_and_output()
    {
        var options = new CompileDocumentOptions { InputFile = "/tmp/in", OutputFile = "/tmp/out" };

        var compiled = Compile("stdin: {}", sinks: "  - stdout: { format: ndjson }\n", options: options);

        compiled.Findings.ShouldBeEmpty();
        (compiled.IsBounded, compiled.Steps[0].Operator, compiled.Definition?.Target.Contains("/tmp/out", StringComparison.Ordinal)).ShouldBe((true, "file", true));
    }

    [Fact]
    public void A_document_with_mistakes_keeps_its_name_and_tells_their_places()
    {
        var compiled = Compile("file: { path: in.ndjson }", "  - fliter: a > 1\n");

        (compiled.Name, compiled.Graph).ShouldBe(("orders", null));
        var finding = compiled.Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Line, finding.Suggestion).ShouldBe(("unknown-operator", 6, "Did you mean 'filter'?"));
    }

    [Fact]
    public void The_same_document_has_the_same_fingerprint_and_another_path_another_one()
    {
        var first = Compile("file: { path: in.ndjson }").Definition.ShouldNotBeNull().Fingerprint;

        Compile("file: { path: in.ndjson }").Definition.ShouldNotBeNull().Fingerprint.ShouldBe(first);
        Compile("file: { path: other.ndjson }").Definition.ShouldNotBeNull().Fingerprint.ShouldNotBe(first);
    }

    private static CompiledDocument Compile(
        string source, string steps = "", string sinks = "  - file: { path: out.ndjson, format: ndjson }\n", CompileDocumentOptions? options = null) =>
        new StreamsPipelineCompiler(Path.GetTempPath(), new OperatorRegistry()).Compile(
            $"name: orders\nsource:\n  {source}\nsteps:\n  - parse: json\n{steps}sinks:\n{sinks}", options ?? CompileDocumentOptions.None);
}
