using FlexCore.Streams.Building;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Graphs;

namespace FlexCore.Streams.Tests.Compilation;

/// <summary>Steps with state that pass records on: what is known behind them, and what they are refused for.</summary>
public sealed class PassingStepsTests
{
    [Theory]
    [InlineData("dedupe: { by: [a] }")]
    [InlineData("sort: { time: t }")]
    public void An_open_record_stays_open(string step)
    {
        var output = Graph($"parse: json\n  - map: {{ b: 1 }}\n  - {step}").Output;

        output.IsOpen.ShouldBeTrue();
        output.Fields.ShouldHaveSingleItem().Name.ShouldBe("b");
    }

    [Fact]
    public void A_closed_record_keeps_its_fields_and_gets_the_rate()
    {
        var output = Graph("parse: common\n  - select: [host, time, bytes]\n  - rateOfChange: { field: bytes, time: time, by: host }\n  - dedupe: { by: rate }").Output;

        output.Fields.Select(field => field.Name).ShouldBe(["host", "time", "bytes", "rate"]);
    }

    [Fact]
    public void A_field_that_is_read_behind_the_step_alone_is_delivered_by_the_parser_and_no_other_is()
    {
        var plan = Graph("parse: json\n  - dedupe: { by: a }\n  - filter: b > 1\n  - select: [c]").Plan;

        plan.First.Width.ShouldBe(3);
        plan.Stateful.ShouldHaveSingleItem().Next.Width.ShouldBe(3);
        plan.Stateful[0].Emitted.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Sorting_delivers_the_whole_record()
    {
        Graph("parse: json\n  - sort: { time: t }\n  - select: [t]").Plan.Stateful.ShouldHaveSingleItem().Emitted.IsOpen.ShouldBeTrue();
    }

    [Theory]
    [InlineData("dedupe: { by: a, ttl: 1m }", "With 'ttl' the dedupe step needs the key 'time'.", 6)]
    [InlineData("dedupe: { by: a, time: t }", "Without 'ttl' the dedupe step does not use a time.", 6)]
    [InlineData("dedupe: { by: [], maxKeys: 5 }", "The dedupe step needs the key 'by'.", 6)]
    [InlineData("sort: { time: t, window: 400d }", "A window cannot be 34,560,000,000 ms long.", 6)]
    [InlineData("sort: { time: t, late: deadletter }", "The sort step sends records to the dead-letter sink, but there is none.", 6)]
    [InlineData("select: [t]\n  - sort: { time: t, by: [u desc] }", "'u' is not a known field.", 7)]
    [InlineData("select: [t]\n  - rateOfChange: { field: u, time: t }", "'u' is not a known field.", 7)]
    public void A_wrong_step_is_explained_at_its_line(string step, string message, int line)
    {
        var found = Compile($"parse: json\n  - {step}").Diagnostics.ShouldHaveSingleItem();

        (found.Message, found.Line).ShouldBe((message, line));
    }

    [Fact]
    public void What_code_can_say_but_no_file_is_refused_too()
    {
        Mistakes(new DedupeStep([new NamedText("id", "line")]) { MaxKeys = 0 }).ShouldBe(["'maxKeys' must be from 1 to 1,000,000, not 0."]);
        Mistakes(new DedupeStep([new NamedText("id", "line")]) { Ttl = TimeSpan.Zero, Time = "line" }).ShouldBe(["'ttl' must be at least 1ms."]);
        Mistakes(new RateOfChangeStep("line", "line") { Per = TimeSpan.FromSeconds(-1), MaxKeys = 2_000_000 })
            .ShouldBe(["'maxKeys' must be from 1 to 1,000,000, not 2000000.", "'per' must be at least 1ms."]);
        Mistakes(new SortStep("line") { Lateness = TimeSpan.FromSeconds(-1), MaxRecords = 0 })
            .ShouldBe(["The lateness cannot be negative.", "'maxRecords' must be from 1 to 1,000,000, not 0."]);
    }

    private static IEnumerable<string> Mistakes(StepDefinition step) =>
        PipelineCompiler.Compile(Pipeline.Named("a").Step(step).To(Sink.Stdout()).Build(), new CompileOptions { BaseDirectory = "/data" }).Diagnostics.Select(found => found.Message);

    private static StreamGraph Graph(string steps)
    {
        var result = Compile(steps);
        result.Diagnostics.ShouldBeEmpty();
        return result.Graph.ShouldNotBeNull();
    }

    private static CompileResult Compile(string steps)
    {
        var loaded = PipelineLoader.Load($"name: a\nsource: stdin\nsink: stdout\nsteps:\n  - {steps}");
        return PipelineCompiler.Compile(loaded.Definition.ShouldNotBeNull(string.Join("\n", loaded.Diagnostics)), new CompileOptions { BaseDirectory = "/data" });
    }
}
