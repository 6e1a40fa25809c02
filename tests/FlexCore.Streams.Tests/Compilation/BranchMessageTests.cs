using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Compilation;

/// <summary>What is said about each mistake in a branch, word for word and with its place.</summary>
public sealed class BranchMessageTests
{
    [Theory]
    [InlineData("{ }", "5:13 The branch step needs the key 'routes'.")]
    [InlineData("{ routes: { } }", "5:23 'routes' must be a mapping of names to routes, not an empty one. For example: routes: { errors: { when: status >= 500, sink: { file: errors.ndjson } } }")]
    [InlineData("{ routes: [ a ] }", "5:23 'routes' must be a mapping of names to routes, not a list. For example: routes: { errors: { when: status >= 500, sink: { file: errors.ndjson } } }")]
    [InlineData("{ routes: { a: { sink: stdout } } }", "5:28 The route needs the key 'when'.")]
    [InlineData("{ routes: { a: { when: n, stesp: [] } } }", "5:39 The route has no key 'stesp'. Did you mean 'steps'?")]
    [InlineData("{ routes: { a: { when: n } }, otherwise: skip }", "5:54 'skip' is not allowed for 'otherwise'. Write drop, or a mapping with steps and sinks; without otherwise such records flow on.")]
    [InlineData("{ routes: { a: { when: n } }, match: one }", "5:50 'one' is not allowed for 'match'. Allowed here: first, all.")]
    [InlineData("{ routes: { otherwise: { when: n } } }", "5:25 'otherwise' is not a name for a route. Write otherwise beside routes, not among them.")]
    [InlineData("{ routes: { a.b: { when: n } } }", "5:25 'a.b' is not a name for a route. Use letters, digits, '-' and '_'.")]
    [InlineData("{ routes: { a: { when: hots } } }", "5:36 'hots' is not a known field. Did you mean 'host'?")]
    [InlineData("{ routes: { a: { when: status, steps: [ { filter: hots } ] } } }", "5:63 'hots' is not a known field. Did you mean 'host'?")]
    [InlineData("{ routes: { a: { when: status, steps: [ { parse: json } ] } } }", "5:55 A parse step must be the first step: it reads the source's text. Move it to the beginning of steps.")]
    [InlineData("{ routes: { a: { when: status, steps: [ { select: [host] } ] } }, otherwise: drop }\n  - filter: status", "6:13 'status' is not a known field.")]
    [InlineData("{ routes: { a: { when: status, sink: { file: o.csv } } } }", "5:58 'BASE/o.csv' is already an input or another sink's file. Give each sink its own file.")]
    [InlineData("{ routes: { a: { when: status, steps: [ { map: { x: host }, onError: deadletter } ] } } }", "5:55 The map step sends records to the dead-letter sink, but there is none. For example: deadLetter: { file: { path: dead.ndjson } }")]
    public void A_wrong_branch_is_explained(string branch, string message) => Explain($"branch: {branch}").ShouldStartWith(message);

    [Fact]
    public void What_no_record_reaches_is_refused()
    {
        const string Ended = "branch: { routes: { a: { when: status, sink: { file: a.csv } } }, otherwise: drop }";

        Explain($"{Ended}\n  - filter: status").ShouldStartWith("6:5 No record reaches the filter step: all routes of the branch before it end in sinks.");
        Explain(Ended).ShouldStartWith("6:10 No record reaches this sink: all routes of the branch before it end in sinks.");
    }

    [Fact]
    public void Records_that_flow_on_need_a_sink()
    {
        const string Open = "name: a\nsource: stdin\nsteps:\n  - branch: { routes: { a: { when: line, sink: { file: a.csv } } } }\n";

        PipelineLoader.Load(Open).Diagnostics.Single().Message.ShouldBe("The pipeline needs at least one sink.");
        var code = PipelineLoader.Load(Open + "sink: stdout").Definition.ShouldNotBeNull() with { Sinks = [] };
        PipelineCompiler.Compile(code, new CompileOptions { BaseDirectory = "/" }).Diagnostics.Single().Message.ShouldBe("Records come out behind the last step, but the pipeline has no sink of its own.");
    }

    [Fact]
    public void Routes_and_depth_are_bounded()
    {
        var many = string.Join(", ", Enumerable.Range(0, PipelineLimits.MaxRoutes).Select(route => $"r{route}: {{ when: status }}"));
        Explain($"branch: {{ routes: {{ {many} }} }}").ShouldStartWith("5:5 A branch has from 1 to 31 routes, not 32.");

        StepDefinition step = new FilterStep("line");
        for (var depth = 0; depth <= PipelineLimits.MaxBranchDepth; depth++)
        {
            step = new BranchStep([new RouteDefinition("a", "line") { Steps = [step] }]);
        }

        var definition = new PipelineDefinition { Name = "deep", Source = new StdinSourceDefinition(), Steps = [step], Sinks = [new StdoutSinkDefinition()] };
        PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = "/" }).Diagnostics.Single().Message.ShouldBe("Branches stand at most 8 deep inside each other.");
    }

    private static string Explain(string step)
    {
        var folder = Path.GetTempPath().TrimEnd('/');
        var result = PipelineLoader.Load($"name: a\nsource: {{ file: in.log }}\nsteps:\n  - parse: combined\n  - {step}\nsinks: [ file: o.csv ]");
        var diagnostics = result.Definition is { } definition
            ? PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = folder }).Diagnostics
            : result.Diagnostics;
        return string.Join('\n', diagnostics.Select(mistake => $"{mistake.Line}:{mistake.Column} {mistake.Message} {mistake.Suggestion}".Replace(folder, "BASE", StringComparison.Ordinal)));
    }
}
