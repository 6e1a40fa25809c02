using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Compilation;

/// <summary>What the compiler says about each mistake, word for word.</summary>
public sealed class CompilerMessageTests
{
    [Theory]
    [InlineData("{ format: csv, header: false }", "CSV without a header needs its columns.", "For example: columns: [id, name]")]
    [InlineData("{ format: csv, delimiter: '::' }", "The delimiter '::' is not one ASCII character other than a quote.", "For example: delimiter: \";\"")]
    [InlineData("{ format: csv, delimiter: '\"' }", "The delimiter '\"' is not one ASCII character other than a quote.", "For example: delimiter: \";\"")]
    [InlineData("{ format: csv, delimiter: 'é' }", "The delimiter 'é' is not one ASCII character other than a quote.", "For example: delimiter: \";\"")]
    [InlineData("{ format: csv, delimiter: '' }", "The delimiter '' is not one ASCII character other than a quote.", "For example: delimiter: \";\"")]
    [InlineData("{ format: csv, columns: [a, b, a] }", "The column 'a' occurs twice.", "Give each column its own name.")]
    [InlineData("{ format: csv, columns: [amount], types: { amuont: number } }", "There is no field 'amuont' to give a type to.", "Did you mean 'amount'?")]
    [InlineData("{ format: json, header: true }", "'header' belongs to the format csv, not to json.", null)]
    [InlineData("{ format: common, pattern: x }", "'pattern' belongs to the format regex, not to common.", null)]
    [InlineData("{ format: json, delimiter: ';' }", "'delimiter' belongs to the format csv, not to json.", null)]
    [InlineData("{ format: json, types: { a: number } }", "'types' belongs to the format csv or regex, not to json.", null)]
    public void A_wrong_parse_step_is_explained(string parse, string message, string? suggestion)
    {
        Single($"parse: {parse}").ShouldBe((message, suggestion));
    }

    [Theory]
    [InlineData("batch: { size: 5 }", null, null)]
    [InlineData("select: [host, host]", "The field 'host' occurs twice.", "Remove one of them.")]
    [InlineData("select: [hots]", "There is no field 'hots' at this step.", "Did you mean 'host'?")]
    [InlineData("rename: { host: status }", "The record already has a field 'status'.", "Omit it first.")]
    [InlineData("rename: { host: x, status: x }", "The field 'x' occurs twice.", "Remove one of them.")]
    [InlineData("parse: csv", "A parse step must be the first step: it reads the source's text.", "Move it to the beginning of steps.")]
    [InlineData("group: { aggregate: { n: host } }", "'host' is not an aggregate call.", "For example: count(), sum(bytes) or quantile(bytes, 0.95).")]
    [InlineData("group: { aggregate: { n: cuont() } }", "There is no aggregate 'cuont'.", "Did you mean 'count'?")]
    [InlineData("group: { by: [host], aggregate: { host: count() } }", "The field 'host' occurs twice.", "Remove one of them.")]
    [InlineData("window: { tumbling: 1m, time: time, aggregate: { windowEnd: count() } }", "The field 'windowEnd' is taken: window rows have it already.", "Choose another name.")]
    [InlineData("window: { tumbling: 367d, time: time, aggregate: { n: count() } }", "A window cannot be 31,708,800,000 ms long.", "Choose from 1ms to 366d.")]
    [InlineData("window: { sliding: { size: 1m, every: 2m }, time: time, aggregate: { n: count() } }", "'every' is longer than 'size': records between the windows would be in none.", "Choose an 'every' of at most 'size'.")]
    [InlineData("window: { sliding: { size: 1d, every: 7s }, time: time, aggregate: { n: count() } }", "A sliding window is put together from parts as long as the greatest common divisor of 'size' and 'every'; this one needs 86,400 of them, and 3,600 are allowed.", "Choose a longer 'every' that divides 'size'.")]
    [InlineData("window: { session: 400d, time: time, aggregate: { n: count() } }", "The gap of a session cannot be 34,560,000,000 ms long.", "Choose from 1ms to 366d.")]
    [InlineData("window: { session: { gap: 1m, maxDuration: 400d }, time: time, aggregate: { n: count() } }", "A session cannot be 34,560,000,000 ms long.", "Choose from 1ms to 366d.")]
    [InlineData("window: { sliding: { size: 1h, every: 1s }, time: time, aggregate: { n: first(path) } }", null, null)]
    [InlineData("group: { aggregate: { n: 'first(path, 1)' } }", "'first' does not take 2 arguments; call it as first(value).", null)]
    public void A_wrong_step_is_explained(string step, string? message, string? suggestion)
    {
        var diagnostics = Compile($"parse: combined\n  - {step}");

        diagnostics.Select(diagnostic => (diagnostic.Message, diagnostic.Suggestion)).ShouldBe(message is null ? [] : [(message, suggestion)]);
    }

    [Theory]
    [InlineData("parse: combined\n  - rename: { host: status, status: host }")]
    [InlineData("parse: combined\n  - omit: [status]\n  - rename: { host: status }")]
    [InlineData("parse: json\n  - rename: { a: b }\n  - select: [b]")]
    [InlineData("parse: { format: csv, delimiter: \"\\t\" }")]
    [InlineData("parse: { format: csv, delimiter: ' ' }")]
    [InlineData("parse: { format: csv, header: true, columns: [a] }")]
    [InlineData("group: { aggregate: { n: count() } }\n  - group: { aggregate: { m: sum(n) } }")]
    [InlineData("filter: line\n  - batch: { size: 2 }\n  - map: { first: 'items[0].line' }")]
    public void What_is_allowed_compiles(string steps)
    {
        Compile(steps).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("omit: [a]", "a")]
    [InlineData("rename: { a: b }", "a")]
    [InlineData("select: [b]", "a")]
    public void A_field_is_gone_behind_the_step_that_removed_it(string step, string field)
    {
        var found = Compile($"parse: json\n  - {step}\n  - select: [{field}]").ShouldHaveSingleItem();

        (found.Code, found.Message, found.Line).ShouldBe((DiagnosticCodes.UnknownField, $"There is no field '{field}' at this step.", 7));
    }

    private static (string Message, string? Suggestion) Single(string steps)
    {
        var found = Compile(steps).ShouldHaveSingleItem();
        return (found.Message, found.Suggestion);
    }

    private static IReadOnlyList<PipelineDiagnostic> Compile(string steps)
    {
        var loaded = PipelineLoader.Load($"name: a\nsource: stdin\nsink: stdout\nsteps:\n  - {steps}");
        loaded.Diagnostics.ShouldBeEmpty();
        return PipelineCompiler.Compile(loaded.Definition.ShouldNotBeNull(), new CompileOptions { BaseDirectory = "/data" }).Diagnostics;
    }
}
