using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Streams.Tests.UserOperators;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Tests.Compilation;

public sealed class SpreadChecksTests
{
    private const string Window = "window: { tumbling: 1m, time: at, by: KEY, aggregate: { n: count() } }";

    [Theory]
    [InlineData("filter: n > 1, map: { m: 'n * 2' }, omit: [x], validate: { schema: { required: [n] } }, sample: { rate: 0.5, by: n }")]
    [InlineData("window: { tumbling: 1m, time: at, by: user, aggregate: { n: count() } }")]
    [InlineData("window: { tumbling: 1m, time: at, by: [path, user], aggregate: { n: count() } }, filter: n > 1, dedupe: { by: user }")]
    [InlineData("window: { session: { gap: 1m }, time: at, by: { who: user }, aggregate: { n: count() } }, group: { by: who, aggregate: { m: sum(n) } }")]
    [InlineData("rename: { user: who }, group: { by: who, aggregate: { n: count() } }")]
    [InlineData("map: { who: user, user: 'path + 1' }, dedupe: { by: who }")]
    [InlineData("select: [user, n, at], dedupe: { by: user }, rateOfChange: { field: n, time: at, by: user }")]
    [InlineData("explode: { field: items, as: item }, group: { by: [item, user], aggregate: { n: count() } }")]
    [InlineData("branch: { routes: { a: { when: n > 1, steps: [ { map: { x: 1 } } ] }, b: { when: n > 0 } }, otherwise: drop }, dedupe: { by: user }")]
    [InlineData("branch: { routes: { a: { when: n > 1, steps: [ { omit: user } ], sink: { topic: other } } } }, dedupe: { by: user }")]
    public void Steps_that_keep_their_state_by_the_key_may_be_spread(string steps) => Messages(Steps(steps)).ShouldBeEmpty();

    [Theory]
    [InlineData("window: { tumbling: 1m, time: at, aggregate: { n: count() } }", "The window step keeps its state by other keys than 'user'")]
    [InlineData("group: { by: path, aggregate: { n: count() } }", "The group step keeps its state by other keys")]
    [InlineData("dedupe: { by: [path] }", "The dedupe step")]
    [InlineData("rateOfChange: { field: n, time: at }", "The rateOfChange step")]
    [InlineData("map: { user: 'user + 1' }, dedupe: { by: user }", "not behind a step that may change it")]
    [InlineData("select: [path], map: { user: path }, dedupe: { by: user }", "The dedupe step")]
    [InlineData("rename: { user: who, path: user }, dedupe: { by: user }", "The dedupe step")]
    [InlineData("explode: { field: items, as: user }, dedupe: { by: user }", "The dedupe step")]
    [InlineData("rateOfChange: { field: n, time: at, by: user, as: user }, dedupe: { by: user }", "The dedupe step")]
    [InlineData("group: { by: [user], aggregate: { n: count() } }, group: { by: n, aggregate: { m: count() } }", "The group step")]
    [InlineData("branch: { routes: { a: { when: n > 1, steps: [ { map: { user: 1 } } ] }, b: { when: n > 0 } }, otherwise: drop }, dedupe: { by: user }", "The dedupe step")]
    [InlineData("branch: { routes: { a: { when: n > 1, steps: [ { dedupe: { by: path } } ], sink: { topic: other } } } }", "The dedupe step")]
    [InlineData("words: { of: path }, dedupe: { by: user }", "The dedupe step")]
    [InlineData("runningTotal: { of: n, by: user }", "The runningTotal step keeps state between records")]
    [InlineData("sort: { time: at, lateness: 1s }", "The sort step counts or orders all records")]
    [InlineData("batch: { size: 3 }", "The batch step")]
    [InlineData("sample: { every: 3 }", "The sample step")]
    [InlineData("throttle: { rate: 3/s }", "The throttle step")]
    public void Others_are_refused_where_they_stand(string steps, string message)
    {
        var found = Diagnostics(Steps(steps));
        found.ShouldContain(mistake => mistake.Message.Contains(message, StringComparison.Ordinal) || (mistake.Suggestion ?? "").Contains(message, StringComparison.Ordinal), string.Join('\n', found));
        found.ShouldAllBe(mistake => mistake.Line > 0);
    }

    [Theory]
    [InlineData("{ file: a.ndjson }", "{ topic: out }", "Only a pipeline over one topic can be spread")]
    [InlineData("{ union: [ { topic: a }, { topic: b } ] }", "{ topic: out }", "Only a pipeline over one topic can be spread")]
    [InlineData("http", "{ file: out.ndjson }", "cannot share the sink file '")]
    [InlineData("http", "stdout", "cannot share the sink stdout")]
    public void Sources_with_one_reader_and_sinks_with_one_writer_are_refused(string source, string sink, string message) =>
        Messages($"{{ name: a, source: {source}, steps: [ {{ parse: json }} ], sink: {sink}, spread: {{ partitions: 2, by: user }} }}").ShouldContain(message);

    [Fact]
    public void Dead_letters_count_as_a_sink() => Messages(
        "{ name: a, source: http, steps: [ { parse: json } ], sink: { topic: out }, onError: deadletter, deadLetter: { file: dead.ndjson }, spread: { partitions: 2, by: user } }")
        .ShouldContain("cannot share the sink file");

    [Theory]
    [InlineData("parse: { format: json, types: { user: number } }")]
    [InlineData("filter: line")]
    public void A_key_that_is_converted_or_not_parsed_is_none(string first) =>
        Messages($"{{ name: a, source: http, steps: [ {{ {first} }}, {{ dedupe: {{ by: user }} }} ], sink: {{ topic: out }}, spread: {{ partitions: 2, by: user }} }}").ShouldContain("The dedupe step");

    [Theory]
    [InlineData("{ partitions: 1, by: user }", "from 2 to 64, not '1'")]
    [InlineData("{ partitions: 65, by: user }", "from 2 to 64, not '65'")]
    [InlineData("{ by: user }", "needs the key 'partitions'")]
    [InlineData("{ partitions: 2 }", "needs the key 'by'")]
    [InlineData("{ partitions: 2, by: user, key: x }", "has no key 'key'")]
    [InlineData("{ partitions: 2, by: a..b }", "is not a field to spread by")]
    [InlineData("{ partitions: 2, by: a.b-c }", "is not a field to spread by")]
    [InlineData("{ partitions: 2, by: '' }", "is not a field to spread by")]
    [InlineData("4", "must be a mapping")]
    public void Mistakes_of_the_spread_itself_are_told(string spread, string message) =>
        Messages($"{{ name: a, source: http, steps: [ {{ parse: json }} ], sink: {{ topic: out }}, spread: {spread} }}").ShouldContain(message);

    [Theory]
    [InlineData("my-key", "[my-key]")]
    [InlineData("a.b", "{ ab: a.b }")]
    public void Keys_with_odd_names_and_inside_objects_can_be_used(string by, string parts) =>
        Messages($"{{ name: a, source: http, steps: [ {{ parse: json }}, {{ {Window.Replace("KEY", parts, StringComparison.Ordinal)} }} ], sink: {{ topic: out }}, spread: {{ partitions: 2, by: {by} }} }}").ShouldBeEmpty();

    [Fact]
    public void A_pipeline_from_code_is_checked_too()
    {
        using var harness = new PipelineHarness();
        var definition = new PipelineDefinition { Name = "a", Source = new HttpSourceDefinition(), Sinks = [new TopicSinkDefinition("out")], Spread = new SpreadDefinition(1, "user") };
        harness.Compile(definition).Diagnostics.ShouldHaveSingleItem().Message.ShouldContain("2 to 64 partitions, not 1");
    }

    private static string Steps(string steps) =>
        $"name: a\nsource: http\nsteps:\n  - parse: json\n{string.Concat(Split(steps).Select(step => $"  - {step}\n"))}sink: {{ topic: out }}\nspread: {{ partitions: 4, by: user }}\n";

    // Steps are divided by commas outside of brackets.
    private static IEnumerable<string> Split(string steps)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i <= steps.Length; i++)
        {
            if (i == steps.Length || (steps[i] == ',' && depth == 0))
            {
                yield return steps[start..i].Trim();
                start = i + 1;
                continue;
            }

            depth += steps[i] is '{' or '[' ? 1 : steps[i] is '}' or ']' ? -1 : 0;
        }
    }

    private static string Messages(string yaml) => string.Join('\n', Diagnostics(yaml).Select(found => found.Message));

    private static IReadOnlyList<PipelineDiagnostic> Diagnostics(string yaml)
    {
        var operators = new OperatorRegistry(WordsOperator.Description, RunningTotalOperator.Description);
        var loaded = PipelineLoader.Load(yaml, new LoadOptions { Operators = operators });
        if (loaded.Definition is not { } definition)
        {
            return loaded.Diagnostics;
        }

        using var harness = new PipelineHarness { Operators = operators };
        return harness.Compile(definition).Diagnostics;
    }
}
