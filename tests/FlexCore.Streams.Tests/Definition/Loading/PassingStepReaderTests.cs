using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Definition.Loading;

public sealed class PassingStepReaderTests
{
    [Theory]
    [InlineData("dedupe: { by: id }", null)]
    [InlineData("dedupe: {}", "5:13 The dedupe step needs the key 'by'. ")]
    [InlineData("dedupe: id", "5:13 'dedupe' must be a mapping, not a text. ")]
    [InlineData("dedupe: { by: id, ttl: 0s, time: t }", "5:28 'ttl' must be longer than nothing. For example: ttl: 1m")]
    [InlineData("dedupe: { by: id, ttl: ten, time: t }", "5:28 'ten' is not a duration for 'ttl'. Write a number and a unit: 500ms, 10s, 1m, 2h or 1d.")]
    [InlineData("dedupe: { by: id, maxKeys: 0 }", "5:32 'maxKeys' must be a whole number from 1 to 1,000,000, not '0'. ")]
    [InlineData("dedupe: { by: id, maxkeys: 5 }", "5:23 The dedupe step has no key 'maxkeys'. Did you mean 'maxKeys'?")]
    [InlineData("rateOfChange: { field: v, time: t }", null)]
    [InlineData("rateOfChange: { time: t }", "5:19 The rateOfChange step needs the key 'field'. ")]
    [InlineData("rateOfChange: { field: v }", "5:19 The rateOfChange step needs the key 'time'. ")]
    [InlineData("rateOfChange: { field: v, time: t, per: 0s }", "5:45 'per' must be longer than nothing. For example: per: 1m")]
    [InlineData("rateOfChange: { field: v, time: t, maxKeys: 1000001 }", "5:49 'maxKeys' must be a whole number from 1 to 1,000,000, not '1000001'. ")]
    [InlineData("rateofchange: { field: v, time: t }", "5:5 There is no step 'rateofchange'. Did you mean 'rateOfChange'?")]
    [InlineData("sort: { time: t }", null)]
    [InlineData("sort: { by: t }", "5:11 The sort step needs the key 'time'. ")]
    [InlineData("sort: { time: t, by: [] }", "5:26 'by' must not be empty. ")]
    [InlineData("sort: { time: t, window: 0ms }", "5:30 'window' must be longer than nothing. For example: window: 1m")]
    [InlineData("sort: { time: t, late: later }", "5:28 'later' is not allowed for 'late'. Allowed here: drop, deadletter, fail.")]
    [InlineData("sort: { time: t, within: 1m }", "5:22 The sort step has no key 'within'. ")]
    public void A_mistake_is_reported_once_at_its_place(string step, string? mistake)
    {
        var found = Load(step).Diagnostics.Select(item => $"{item.Line}:{item.Column} {item.Message} {item.Suggestion}").ToArray();

        if (mistake is null)
        {
            found.ShouldBeEmpty();
        }
        else
        {
            found.ShouldHaveSingleItem().ShouldStartWith(mistake);
        }
    }

    [Theory]
    [InlineData("price", "price", false)]
    [InlineData("price asc", "price", false)]
    [InlineData("price desc", "price", true)]
    [InlineData("a.b + 1 desc", "a.b + 1", true)]
    [InlineData("desc", "desc", false)]
    [InlineData("asc desc", "asc", true)]
    public void The_last_word_of_a_sort_key_may_be_its_direction(string text, string expression, bool isDescending)
    {
        var sort = Step<SortStep>($"sort: {{ time: t, by: [\"{text}\"] }}");

        sort.By.ShouldHaveSingleItem().ShouldBe(new SortKey(expression, isDescending));
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        Step<DedupeStep>("dedupe: { by: id }").ShouldBe(new DedupeStep([new NamedText("id", "id")]) { Mark = new(5, 5) });
        Step<RateOfChangeStep>("rateOfChange: { field: v, time: t }").ShouldBe(new RateOfChangeStep("v", "t") { By = [], Per = TimeSpan.FromSeconds(1), As = "rate", Ttl = null, MaxKeys = 100_000 });
        Step<SortStep>("sort: { time: t }").ShouldBe(new SortStep("t") { Lateness = TimeSpan.Zero, Window = null, By = [], Late = LatePolicy.Drop, MaxRecords = 100_000 });
    }

    private static T Step<T>(string step)
        where T : StepDefinition
    {
        var result = Load(step);
        return result.Definition.ShouldNotBeNull(string.Join('\n', result.Diagnostics)).Steps.ShouldHaveSingleItem().ShouldBeOfType<T>();
    }

    private static PipelineLoadResult Load(string step) => PipelineLoader.Load($"name: a\nsource: stdin\nsink: stdout\nsteps:\n  - {step}");
}
