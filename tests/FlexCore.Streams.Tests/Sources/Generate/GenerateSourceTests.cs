using FlexCore.Streams.Building;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Sources.Generate;
using FlexCore.Streams.Tests.Definition;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Testing.Time;
using static FlexCore.Streams.Tests.Sources.SourceReading;

namespace FlexCore.Streams.Tests.Sources.Generate;

public sealed class GenerateSourceTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Records_depend_on_the_pipeline_and_their_number_only()
    {
        var definition = Source.Generate(("n", "n"), ("r", "random"), ("r2", "random2 + random3")) with { Count = 1200 };
        var all = await ToEndAsync(Open(definition));

        all.Count.ShouldBe(1200);
        all.Distinct().Count().ShouldBe(1200);
        (await ToEndAsync(Open(definition))).ShouldBe(all);
        (await ToEndAsync(Open(definition with { Seed = 2 }))).ShouldNotBe(all);
        all[0].ShouldBe("""{"n":1,"r":0.4533036459076458,"r2":0.8990426499680197}""", "the numbers of a seed never change");
    }

    [Fact]
    public async Task Adding_a_field_leaves_the_others_as_they_are()
    {
        var one = await ToEndAsync(Open(Source.Generate(("a", "random")) with { Count = 20 }));
        var two = await ToEndAsync(Open(Source.Generate(("b", "random"), ("a", "random")) with { Count = 20 }));

        for (var i = 0; i < 20; i++)
        {
            two[i].ShouldEndWith(one[i][1..]);
            two[i].ShouldNotStartWith("{\"b\":" + one[i][5..^1], customMessage: "each field has its own numbers");
        }
    }

    [Fact]
    public async Task Random_numbers_fill_the_range_from_zero_to_one()
    {
        var lines = await ToEndAsync(Open(Source.Generate(("r", "Math.floor(random * 10)")) with { Count = 10_000 }));

        foreach (var tenth in lines.GroupBy(line => line))
        {
            tenth.Count().ShouldBeInRange(850, 1150, tenth.Key);
        }

        lines.Distinct().Count().ShouldBe(10);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(511, 511)]
    [InlineData(513, 513)]
    public async Task There_are_as_many_as_count_says(long count, int expected) =>
        (await ToEndAsync(Open(Source.Generate(("n", "n")) with { Count = count }))).Count.ShouldBe(expected);

    [Fact]
    public async Task Time_begins_at_start_and_follows_the_rate()
    {
        var source = Open(Source.Generate(("t", "formatTime(time)")) with { Count = 3, Rate = 0.5, Start = "2020-02-29T23:59:58Z" });
        var reading = ToEndAsync(source);
        while (!reading.IsCompleted)
        {
            await Task.WhenAny(reading, _clock.WhenTimersArmedAsync(1)).WaitAsync(Generous);
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        (await reading).ShouldBe(["{\"t\":\"2020-02-29T23:59:58.000Z\"}", "{\"t\":\"2020-03-01T00:00:00.000Z\"}", "{\"t\":\"2020-03-01T00:00:02.000Z\"}"]);
    }

    [Fact]
    public async Task With_a_rate_records_come_when_they_are_due()
    {
        var source = Open(Source.Generate(("n", "n")) with { Rate = 4 });
        Lines(await NextAsync(source)).ShouldBe(["{\"n\":1}"], "the first one comes at once");
        var second = NextAsync(source);
        await _clock.WhenTimersArmedAsync(1).WaitAsync(Generous);
        _clock.Advance(TimeSpan.FromMilliseconds(249));
        second.IsCompleted.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Lines(await second.WaitAsync(Generous)).ShouldBe(["{\"n\":2}"]);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Lines(await NextAsync(source)).Count().ShouldBe(4, "a reader that was slow catches up");
    }

    [Fact]
    public async Task A_source_goes_on_behind_any_read()
    {
        var definition = Source.Generate(("n", "n"), ("r", "random")) with { Count = 1600 };
        var all = await ToEndAsync(Open(definition));
        var source = Open(definition);
        var seen = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            var read = await NextAsync(source);
            seen.AddRange(Lines(read));
            var resumed = GenerateSource.Open(PlanOf(definition), Start(_clock, PositionAfter(source, read)));
            (await ToEndAsync(resumed)).ShouldBe(all.Skip(seen.Count));
        }

        PositionAfter(source, null).ToArray().ShouldBe(PositionAfter(Open(definition), null).ToArray());
    }

    [Fact]
    public async Task A_record_whose_expression_fails_meets_the_pipeline_s_policy()
    {
        using var harness = new PipelineHarness();
        var progress = await harness.RunAsync(
            """
            name: g
            source: { generate: { count: 10, fields: { n: n, bad: "n === 4 ? n.x.y : 1" } } }
            steps: [ parse: json ]
            sink: { file: out.ndjson }
            onError: deadletter
            deadLetter: { file: dead.ndjson }
            """);

        (progress.RecordsIn, progress.RecordsOut, progress.DeadLetters).ShouldBe((10, 9, 1));
        harness.Folder.Read("dead.ndjson").ShouldContain("expression-failed");
        harness.Folder.Read("dead.ndjson").ShouldContain("\"source\":\"generate\"");
        harness.Folder.Read("dead.ndjson").ShouldContain("\"line\":4,");
    }

    [Theory]
    [InlineData("generate: { fields: { a: ^nn } }", DiagnosticCodes.UnknownField, "Did you mean 'n'?")]
    [InlineData("generate: { fields: { a: 1 +^ } }", DiagnosticCodes.InvalidExpression, null)]
    [InlineData("generate: ^{ count: 5 }", DiagnosticCodes.MissingKey, null)]
    [InlineData("generate: { fields: ^{} }", DiagnosticCodes.InvalidValue, null)]
    [InlineData("generate: { fields: { a: n }, rate: ^0 }", DiagnosticCodes.InvalidValue, null)]
    [InlineData("generate: { fields: { a: n }, rate: ^fast }", DiagnosticCodes.InvalidValue, null)]
    [InlineData("generate: { fields: { a: n }, count: ^-1 }", DiagnosticCodes.InvalidValue, null)]
    [InlineData("generate: { fields: { a: n }, ^sed: 1 }", DiagnosticCodes.UnknownKey, "Did you mean 'seed'?")]
    [InlineData("generate: { fields: { a: n }, start: ^soon }", DiagnosticCodes.InvalidValue, "For example: start: 2026-01-01T00:00:00Z")]
    public void A_mistake_is_reported_with_its_place(string source, string code, string? suggestion) =>
        Mistakes.At($"{{ name: a, source: {{ {source} }}, sink: stdout }}", code, suggestion);

    private GenerateSource Open(GenerateSourceDefinition definition) => GenerateSource.Open(PlanOf(definition), Start(_clock));

    private static GenerateSourcePlan PlanOf(GenerateSourceDefinition definition)
    {
        var result = PipelineCompiler.Compile(Pipeline.Named("g").From(definition).To(Sink.Stdout()).Build(), new CompileOptions { BaseDirectory = "/" });
        result.Diagnostics.ShouldBeEmpty();
        return (GenerateSourcePlan)result.Graph.ShouldNotBeNull().Plan.Source;
    }
}
