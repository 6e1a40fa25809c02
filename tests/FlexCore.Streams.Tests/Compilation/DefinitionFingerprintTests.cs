using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Tests.Compilation;

public sealed class DefinitionFingerprintTests
{
    [Theory]
    [InlineData("filter: a", "filter: b")]
    [InlineData("filter: a > 1", "filter: a >  1")]
    [InlineData("filter: a", "{ filter: a, onError: skip }")]
    [InlineData("{ filter: a, onError: fail }", "{ filter: a, onError: skip }")]
    [InlineData("map: { a: b }", "map: { b: a }")]
    [InlineData("map: { a: b, c: d }", "map: { c: d, a: b }")]
    [InlineData("map: { a: b }", "rename: { a: b }")]
    [InlineData("map: { ab: c }", "map: { a: bc }")]
    [InlineData("select: [a, b]", "select: [b, a]")]
    [InlineData("select: [a, b]", "select: [ab]")]
    [InlineData("select: [a]", "omit: [a]")]
    [InlineData("rename: { a: b }", "rename: { b: a }")]
    [InlineData("batch: { size: 10 }", "batch: { size: 11 }")]
    [InlineData("group: { by: [a], aggregate: { n: count() } }", "group: { by: [b], aggregate: { n: count() } }")]
    [InlineData("group: { by: [a], aggregate: { n: count() } }", "group: { by: [a], aggregate: { m: count() } }")]
    [InlineData("group: { by: [a], aggregate: { n: count() } }", "group: { by: [a], aggregate: { n: count(a) } }")]
    [InlineData("group: { by: [a, b], aggregate: { n: count() } }", "group: { by: [b, a], aggregate: { n: count() } }")]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: count() } }", "window: { tumbling: 2m, time: t, aggregate: { n: count() } }")]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: count() } }", "window: { tumbling: 1m, time: u, aggregate: { n: count() } }")]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: count() } }", "window: { tumbling: 1m, time: t, lateness: 1s, aggregate: { n: count() } }")]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: count() } }", "window: { tumbling: 1m, time: t, late: fail, aggregate: { n: count() } }")]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: count() } }", "window: { tumbling: 1m, time: t, by: [a], aggregate: { n: count() } }")]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: count() } }", "window: { session: 1m, time: t, aggregate: { n: count() } }")]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: count() } }", "window: { sliding: { size: 1m, every: 1m }, time: t, aggregate: { n: count() } }")]
    [InlineData("window: { sliding: { size: 1m, every: 1s }, time: t, aggregate: { n: count() } }", "window: { sliding: { size: 1m, every: 2s }, time: t, aggregate: { n: count() } }")]
    [InlineData("window: { session: 1m, time: t, aggregate: { n: count() } }", "window: { session: { gap: 1m, maxDuration: 2h }, time: t, aggregate: { n: count() } }")]
    [InlineData("branch: { routes: { a: { when: x } } }", "branch: { routes: { b: { when: x } } }")]
    [InlineData("branch: { routes: { a: { when: x } } }", "branch: { routes: { a: { when: y } } }")]
    [InlineData("branch: { routes: { a: { when: x } } }", "branch: { routes: { a: { when: x } }, match: all }")]
    [InlineData("branch: { routes: { a: { when: x } } }", "branch: { routes: { a: { when: x } }, otherwise: drop }")]
    [InlineData("branch: { routes: { a: { when: x } }, otherwise: { } }", "branch: { routes: { a: { when: x } }, otherwise: drop }")]
    [InlineData("branch: { routes: { a: { when: x }, b: { when: y } } }", "branch: { routes: { b: { when: y }, a: { when: x } } }")]
    [InlineData("branch: { routes: { a: { when: x, steps: [ { filter: y } ] } } }", "branch: { routes: { a: { when: x, steps: [ { filter: z } ] } } }")]
    [InlineData("branch: { routes: { a: { when: x, steps: [ { filter: y } ] } } }", "branch: { routes: { a: { when: x } } }\n  - filter: y")]
    [InlineData("branch: { routes: { a: { when: x } } }", "branch: { routes: { a: { when: x, sink: { file: o } } } }")]
    [InlineData("filter: a", "filter: a\n  - throttle: { rate: 1/s }")]
    [InlineData("dedupe: { by: [a] }", "dedupe: { by: [b] }")]
    [InlineData("dedupe: { by: [a] }", "dedupe: { by: [a], maxKeys: 7 }")]
    [InlineData("dedupe: { by: [a], ttl: 1m, time: t }", "dedupe: { by: [a], ttl: 2m, time: t }")]
    [InlineData("dedupe: { by: [a], ttl: 1m, time: t }", "dedupe: { by: [a], ttl: 1m, time: u }")]
    [InlineData("rateOfChange: { field: a, time: t }", "rateOfChange: { field: b, time: t }")]
    [InlineData("rateOfChange: { field: a, time: t }", "rateOfChange: { field: a, time: u }")]
    [InlineData("rateOfChange: { field: a, time: t }", "rateOfChange: { field: a, time: t, by: b }")]
    [InlineData("rateOfChange: { field: a, time: t }", "rateOfChange: { field: a, time: t, per: 1m }")]
    [InlineData("rateOfChange: { field: a, time: t }", "rateOfChange: { field: a, time: t, as: b }")]
    [InlineData("rateOfChange: { field: a, time: t }", "rateOfChange: { field: a, time: t, ttl: 1m }")]
    [InlineData("rateOfChange: { field: a, time: t }", "rateOfChange: { field: a, time: t, maxKeys: 5 }")]
    [InlineData("sort: { time: t }", "sort: { time: u }")]
    [InlineData("sort: { time: t }", "sort: { time: t, lateness: 1s }")]
    [InlineData("sort: { time: t }", "sort: { time: t, window: 1s }")]
    [InlineData("sort: { time: t }", "sort: { time: t, late: fail }")]
    [InlineData("sort: { time: t }", "sort: { time: t, maxRecords: 5 }")]
    [InlineData("sort: { time: t, by: [a] }", "sort: { time: t, by: [a desc] }")]
    public void A_step_that_means_something_else_changes_it(string one, string other) =>
        OfStep(one).ShouldNotBe(OfStep(other));

    [Theory]
    [InlineData("parse: json", "parse: csv")]
    [InlineData("parse: common", "parse: combined")]
    [InlineData("parse: csv", "parse: { format: csv, delimiter: ';' }")]
    [InlineData("parse: csv", "parse: { format: csv, columns: [a] }")]
    [InlineData("parse: { format: csv, columns: [a], header: true }", "parse: { format: csv, columns: [a], header: false }")]
    [InlineData("parse: { format: csv, columns: [a, b] }", "parse: { format: csv, columns: [b, a] }")]
    [InlineData("parse: { format: csv, types: { a: number } }", "parse: { format: csv, types: { b: number } }")]
    [InlineData("parse: { format: csv, types: { a: number } }", "parse: { format: csv, types: { a: boolean } }")]
    [InlineData("parse: { format: regex, pattern: '(?<a>x)' }", "parse: { format: regex, pattern: '(?<a>y)' }")]
    public void A_parse_step_that_reads_otherwise_changes_it(string one, string other) =>
        Of(Yaml(one)).ShouldNotBe(Of(Yaml(other)));

    [Theory]
    [InlineData("select: [a]", "{ select: [ 'a' ] }")]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: count() } }", "window: { tumbling: 60s, time: t, aggregate: { n: count() } }")]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: count() } }", "window: { time: t, aggregate: { n: count() }, tumbling: 1m, lateness: 0s }")]
    [InlineData("filter: a   # why", "filter: 'a'")]
    public void Another_way_to_write_the_same_step_keeps_it(string one, string other) =>
        OfStep(one).ShouldBe(OfStep(other));

    [Theory]
    [InlineData("sink: stdout", "sink: { stdout: { format: csv } }")]
    [InlineData("sink: { file: x.csv }", "sink: { file: { path: x.csv, format: ndjson } }")]
    [InlineData("sink: { file: x }", "sinks: [ { file: x }, stdout ]")]
    [InlineData("sinks: [ { file: x }, stdout ]", "sinks: [ stdout, { file: x } ]")]
    [InlineData("sink: { sqlite: { path: a, table: t } }", "sink: { sqlite: { path: a, table: u } }")]
    [InlineData("sink: { sqlite: { path: a, table: t } }", "sink: { sqlite: { path: a, table: t, mode: upsert, key: [k] } }")]
    [InlineData("sink: { sqlite: { path: a, table: t, mode: upsert, key: [k] } }", "sink: { sqlite: { path: a, table: t, mode: upsert, key: [l] } }")]
    [InlineData("sink: stdout", "sink: stdout\ndeadLetter: { file: d }")]
    [InlineData("sink: stdout\ndeadLetter: { file: d }", "sink: stdout\ndeadLetter: { file: e }")]
    [InlineData("sink: stdout\nonError: fail", "sink: stdout\nonError: skip")]
    public void Other_targets_or_policies_change_it(string one, string other) =>
        Of($"name: a\nsource: stdin\n{one}").ShouldNotBe(Of($"name: a\nsource: stdin\n{other}"));

    [Theory]
    [InlineData("source: stdin", "source: { file: x }")]
    [InlineData("source: { file: x }", "source: { file: { path: x, compression: gzip } }")]
    [InlineData("source: { file: x }", "source: { file: { path: x, framing: csv } }")]
    [InlineData("source: { file: x }", "source: { file: { path: [x, y] } }")]
    [InlineData("source: { file: { path: [x, y] } }", "source: { file: { path: [y, x] } }")]
    public void Another_source_changes_it(string one, string other) =>
        Of($"name: a\n{one}\nsink: stdout").ShouldNotBe(Of($"name: a\n{other}\nsink: stdout"));

    [Fact]
    public void The_order_of_steps_changes_it() =>
        OfStep("filter: a\n  - filter: b").ShouldNotBe(OfStep("filter: b\n  - filter: a"));

    [Fact]
    public void Variables_count_by_what_they_stand_for()
    {
        const string Tail = "source: stdin\nsteps:\n  - filter: a > ${x}\nsink: stdout";

        Of($"name: a\nvars: {{ x: 1 }}\n{Tail}").ShouldBe(Of($"name: a\n{Tail.Replace("${x}", "1", StringComparison.Ordinal)}"));
        Of($"name: a\nvars: {{ x: 1 }}\n{Tail}").ShouldNotBe(Of($"name: a\nvars: {{ x: 2 }}\n{Tail}"));
    }

    [Fact]
    public void It_is_64_lower_case_hexadecimal_digits() => OfStep("filter: a").ShouldMatch("^[0-9a-f]{64}$");

    private static string OfStep(string step) => Of(Yaml($"parse: json\n  - {step}"));

    private static string Yaml(string steps) => $"name: a\nsource: stdin\nsteps:\n  - {steps}\nsink: stdout";

    private static string Of(string yaml)
    {
        var loaded = PipelineLoader.Load(yaml);
        return DefinitionFingerprint.Of(loaded.Definition.ShouldNotBeNull(string.Join("\n", loaded.Diagnostics)), OperatorRegistry.Empty);
    }
}
