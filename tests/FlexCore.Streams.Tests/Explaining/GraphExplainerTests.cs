using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Explaining;

namespace FlexCore.Streams.Tests.Explaining;

public sealed class GraphExplainerTests
{
    [Fact]
    public void Steps_without_state_share_a_segment_and_a_step_with_state_begins_one()
    {
        var explained = Explain("""
            - parse: json
            - filter: a > 1
            - dedupe: { by: a, ttl: 1m, time: t }
            - map: { b: a + 1 }
            - group: { by: [b], aggregate: { n: count() } }
            """);

        explained.Steps.Select(step => (step.Id, step.Segment, step.IsParallel)).ShouldBe(
            [("1:parse", 1, true), ("2:filter", 1, true), ("3:dedupe", 2, false), ("4:map", 2, false), ("5:group", 3, false)]);
        explained.Steps.Where(step => step.State is not null).Select(step => step.Id).ShouldBe(["3:dedupe", "5:group"]);
    }

    [Fact]
    public void Routes_of_a_branch_name_their_steps_and_sinks()
    {
        var explained = Explain("""
            - parse: json
            - branch:
                routes:
                  big: { when: a > 10, steps: [ { map: { size: "'big'" } } ] }
                  bad: { when: a < 0, sink: { file: bad.ndjson } }
            - map: { c: 1 }
            """);

        explained.Steps.Select(step => step.Id).ShouldBe(["1:parse", "2:branch", "2.big.1:map", "3:map"]);
        explained.Steps[^1].Segment.ShouldBeGreaterThan(1, "routes come together in a segment of their own");
        explained.Sinks.Select(sink => sink.From).ShouldBe(["2:branch bad", "steps"]);
    }

    /// <summary>The numbers of the explanation are those of the compiled plan, whatever the branches.</summary>
    [Fact]
    public void Every_step_of_the_plan_is_explained_once()
    {
        var graph = Compile("""
            - parse: json
            - branch:
                match: all
                routes:
                  one: { when: a > 1, steps: [ { filter: a > 2 }, { branch: { routes: { deep: { when: a > 3, steps: [ { map: { d: 1 } } ] } }, otherwise: drop } } ] }
                  two: { when: a > 4, steps: [ { dedupe: { by: a, ttl: 1m, time: t } }, { omit: d } ] }
            - omit: x
            """);

        var explained = GraphExplainer.Explain(graph);

        explained.Steps.Select(step => step.Id).ShouldBe(graph.Plan.Failures.Steps.Select(step => step.Name));
        explained.Steps.Count(step => step.State is not null).ShouldBe(graph.Plan.Stateful.Count);
    }

    [Theory]
    [InlineData("- parse: json\n- filter: a > 1", "a", true)]
    [InlineData("- parse: json\n- select: [a, b]", "a,b", false)]
    [InlineData("- parse: combined\n- filter: status > 400\n- select: [path]", "path,status", false)]
    [InlineData("- parse: json\n- group: { by: [k], aggregate: { n: count() } }", "k", false)]
    public void Fields_are_those_that_something_reads(string steps, string fields, bool whole)
    {
        var source = Explain(steps).Source;

        string.Join(',', source.Fields.Order(StringComparer.Ordinal)).ShouldBe(fields);
        source.ReadsWholeRecord.ShouldBe(whole);
    }

    [Theory]
    [InlineData("file: in.ndjson", "file: out.ndjson", DeliveryGuarantee.ExactlyOnce)]
    [InlineData("file: in.ndjson", "stdout", DeliveryGuarantee.AtLeastOnce)]
    [InlineData("stdin", "file: out.ndjson", DeliveryGuarantee.AllOrNothing)]
    [InlineData("stdin", "stdout", DeliveryGuarantee.AtLeastOnce)]
    [InlineData("topic: orders", "topic: big", DeliveryGuarantee.ExactlyOnce)]
    [InlineData("http: {}", "topic: big", DeliveryGuarantee.ExactlyOnce)]
    [InlineData("topic: orders", "http: 'http://127.0.0.1/x'", DeliveryGuarantee.AtLeastOnce)]
    [InlineData("stdin", "topic: big", DeliveryGuarantee.AtLeastOnce)]
    [InlineData("poll: 'http://127.0.0.1/x'", "topic: big", DeliveryGuarantee.AtLeastOnce)]
    public void The_guarantee_depends_on_both_ends(string source, string sink, DeliveryGuarantee expected) =>
        Explain("- parse: json", source, sink).Sinks.ShouldHaveSingleItem().Delivery.ShouldBe(expected);

    [Theory]
    [InlineData("file: in.ndjson", "file", false)]
    [InlineData("stdin", "stdin", false)]
    [InlineData("http: {}", "http", true)]
    [InlineData("topic: orders", "topic", true)]
    [InlineData("poll: 'http://127.0.0.1/x'", "poll", false)]
    [InlineData("poll: { url: 'http://127.0.0.1/x', every: 1m }", "poll", true)]
    public void A_source_is_named_as_in_the_file(string source, string kind, bool isLive)
    {
        var explained = Explain("- parse: json", source).Source;

        explained.Kind.ShouldBe(kind);
        explained.IsLive.ShouldBe(isLive);
    }

    private static GraphExplanation Explain(string steps, string source = "file: in.ndjson", string sink = "stdout") => GraphExplainer.Explain(Compile(steps, source, sink));

    private static Graphs.StreamGraph Compile(string steps, string source = "file: in.ndjson", string sink = "stdout")
    {
        string Node(string text) => text.Contains(':', StringComparison.Ordinal) ? $"{{ {text} }}" : text;
        var loaded = PipelineLoader.Load($"name: x\nsource: {Node(source)}\nsink: {Node(sink)}\nsteps:\n{steps}\n");
        var definition = loaded.Definition.ShouldNotBeNull(string.Join('\n', loaded.Diagnostics));
        var compiled = PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = Path.GetTempPath() });
        return compiled.Graph.ShouldNotBeNull(string.Join('\n', compiled.Diagnostics));
    }
}
