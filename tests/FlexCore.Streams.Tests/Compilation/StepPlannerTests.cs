using FlexCore.Streams.Compilation;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Graphs;

namespace FlexCore.Streams.Tests.Compilation;

/// <summary>The record behind each kind of step, and how many cells it costs.</summary>
public sealed class StepPlannerTests
{
    private const string Window = "window: { tumbling: 1m, time: time, by: [host], aggregate: { n: count(), b: sum(bytes) } }";
    private const string Group = "group: { by: [host], aggregate: { n: count() } }";

    [Theory]
    [InlineData("filter: status > 1", "host,ident,user,time,method,url,path,protocol,status,bytes,latency,request")]
    [InlineData("map: { kb: bytes / 1024 }", "host,ident,user,time,method,url,path,protocol,status,bytes,latency,request,kb")]
    [InlineData("map: { status: 1 }", "host,ident,user,time,method,url,path,protocol,status,bytes,latency,request")]
    [InlineData("select: [bytes, host]", "bytes,host")]
    [InlineData("omit: [time, url, protocol, method]", "host,ident,user,path,status,bytes,latency,request")]
    [InlineData("rename: { host: h, user: host }", "h,ident,host,time,method,url,path,protocol,status,bytes,latency,request")]
    [InlineData("rename: { host: user, user: host }", "user,ident,host,time,method,url,path,protocol,status,bytes,latency,request")]
    [InlineData(Window, "window,windowEnd,host,n,b")]
    [InlineData(Group, "host,n")]
    [InlineData("batch: { size: 3 }", "items")]
    public void A_step_on_a_closed_record_leaves_these_fields(string step, string expected)
    {
        var output = Graph($"parse: common\n  - {step}").Output;

        output.IsOpen.ShouldBeFalse();
        string.Join(',', output.Fields.Select(field => field.Name)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("filter: a > 1", true, "", "")]
    [InlineData("map: { a: b }", true, "a", "")]
    [InlineData("omit: [a, b]", true, "", "a,b")]
    [InlineData("omit: [a]\n  - map: { a: 1 }", true, "a", "")]
    [InlineData("rename: { a: b }", true, "b", "a")]
    [InlineData("rename: { a: b, b: a }", true, "b,a", "")]
    [InlineData("map: { a: 1 }\n  - omit: [a]", true, "", "a")]
    [InlineData("select: [b, a]", false, "b,a", "")]
    [InlineData("group: { by: [k], aggregate: { n: count() } }", false, "k,n", "")]
    [InlineData("batch: { size: 2 }", false, "items", "")]
    public void A_step_on_an_open_record_leaves_this(string step, bool isOpen, string fields, string removed)
    {
        var output = Graph($"parse: json\n  - {step}").Output;

        output.IsOpen.ShouldBe(isOpen);
        string.Join(',', output.Fields.Select(field => field.Name)).ShouldBe(fields);
        string.Join(',', output.Removed).ShouldBe(removed);
    }

    [Theory]
    [InlineData("select: [a]", 1)]
    [InlineData("filter: a > a * a\n  - select: [a]", 1)]
    [InlineData("filter: a > b\n  - select: [c]", 3)]
    [InlineData("filter: a.b.c > a.d\n  - select: [a]", 1)]
    [InlineData("rename: { a: b }\n  - select: [b]", 1)]
    [InlineData("omit: [a, b, c]\n  - select: [d]", 1)]
    [InlineData("filter: a", 2)]
    [InlineData("group: { by: [k], aggregate: { n: count() } }", 1)]
    [InlineData("group: { by: [k], aggregate: { n: sum(v), m: avg(v), o: max(v) } }", 2)]
    public void The_first_segment_is_no_wider_than_what_is_read(string steps, int width) =>
        Graph($"parse: json\n  - {steps}").Plan.First.Width.ShouldBe(width);

    [Fact]
    public void Fields_behind_a_step_with_state_are_not_read_from_the_source()
    {
        var plan = Graph("parse: combined\n  - group: { by: [host], aggregate: { n: count() } }\n  - map: { m: n * 2, h: host }").Plan;

        plan.First.Width.ShouldBe(1);
        plan.Stateful.ShouldHaveSingleItem().Emitted.Fields.Select(field => field.Name).ShouldBe(["host", "n"]);
        plan.Stateful[0].Next.Width.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void Every_step_with_state_cuts_the_pipeline()
    {
        var plan = Graph($"parse: common\n  - filter: status > 1\n  - {Window}\n  - filter: n > 1\n  - {Group}\n  - batch: {{ size: 2 }}").Plan;

        plan.Stateful.Select(stage => stage.Step).ShouldBe([2, 4, 5]);
        plan.First.Operators.Count.ShouldBeGreaterThanOrEqualTo(2);
        plan.Stateful[0].Next.Operators.ShouldNotBeEmpty();
        plan.Stateful[2].Next.Operators.ShouldBeEmpty();
    }

    [Fact]
    public void Emitted_fields_lie_in_the_first_cells_in_order()
    {
        var emitted = Graph($"parse: common\n  - {Window}").Plan.Stateful.ShouldHaveSingleItem().Emitted;

        emitted.Fields.Select(field => field.Slot).ShouldBe(Enumerable.Range(0, emitted.Fields.Count));
        emitted.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Without_a_parse_step_the_record_is_the_line()
    {
        var loaded = PipelineLoader.Load("name: a\nsource: stdin\nsteps:\n  - filter: line.length > 1\nsink: stdout");
        var graph = PipelineCompiler.Compile(loaded.Definition.ShouldNotBeNull(), new CompileOptions { BaseDirectory = "/data" }).Graph.ShouldNotBeNull();

        graph.Output.Fields.ShouldHaveSingleItem().Name.ShouldBe("line");
        graph.Plan.First.Width.ShouldBe(1);
    }

    [Fact]
    public void A_segment_that_reads_nothing_still_has_rows()
    {
        var plan = Graph("parse: json\n  - group: { by: [], aggregate: { n: count() } }").Plan;

        plan.First.Width.ShouldBe(1);
    }

    [Fact]
    public void Each_worker_gets_operators_of_its_own()
    {
        var segment = Graph("parse: json\n  - filter: a > 1\n  - map: { b: a }").Plan.First;

        segment.Instantiate(RunMeters.Unwatched(steps: 9)).Operators.ShouldNotContain(made => segment.Instantiate(RunMeters.Unwatched(steps: 9)).Operators.Contains(made));
    }

    private static StreamGraph Graph(string steps)
    {
        var loaded = PipelineLoader.Load($"name: a\nsource: stdin\nsteps:\n  - {steps}\nsink: stdout");
        var result = PipelineCompiler.Compile(loaded.Definition.ShouldNotBeNull(string.Join("\n", loaded.Diagnostics)), new CompileOptions { BaseDirectory = "/data" });
        result.Diagnostics.ShouldBeEmpty();
        return result.Graph.ShouldNotBeNull();
    }
}
