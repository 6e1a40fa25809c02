using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Definition.Loading;

public sealed class KeyedStepReaderTests
{
    [Theory]
    [InlineData("tumbling: soon, time: t", "'soon' is not a duration for 'tumbling'.")]
    [InlineData("tumbling: 0s, time: t", "'tumbling' must be longer than nothing.")]
    [InlineData("tumbling: -1s, time: t", "'-1s' is not a duration for 'tumbling'.")]
    [InlineData("tumbling: 5, time: t", "'5' is not a duration for 'tumbling'.")]
    [InlineData("tumbling: , time: t", "'tumbling' must be a text, not nothing.")]
    [InlineData("tumbling: [1m], time: t", "'tumbling' must be a text, not a list.")]
    [InlineData("time: t", "The window step needs the key 'tumbling', 'sliding' or 'session'.")]
    [InlineData("tumbling: 1m", "The window step needs the key 'time'.")]
    [InlineData("tumbling: 1m, time: t, lateness: never", "'never' is not a duration for 'lateness'.")]
    [InlineData("tumbling: 1m, time: t, late: maybe", "'maybe' is not allowed for 'late'.")]
    [InlineData("tumbling: 1m, time: t, by: []", null)]
    [InlineData("tumbling: 1m, time: t, by: {}", "'by' must not be empty.")]
    [InlineData("tumbling: 1m, time: t, by: [[a]]", "'by' must be a text, not a list.")]
    [InlineData("tumbling: 1m, time: t, hopping: 1m", "The window step has no key 'hopping'.")]
    [InlineData("tumbling: 1m, time: t, session: 1m", "A window has one shape, but this one has 'tumbling' and 'session'.")]
    [InlineData("sliding: 1m, time: t", "'sliding' must be a mapping, not a text.")]
    [InlineData("sliding: { size: 1m }, time: t", "The sliding window needs the key 'every'.")]
    [InlineData("sliding: { every: 1m }, time: t", "The sliding window needs the key 'size'.")]
    [InlineData("sliding: { size: 1m, every: 0s }, time: t", "'every' must be longer than nothing.")]
    [InlineData("sliding: { size: 1m, every: 5s, evry: 5s }, time: t", "The sliding window has no key 'evry'.")]
    [InlineData("session: soon, time: t", "'soon' is not a duration for 'session'.")]
    [InlineData("session: 0s, time: t", "'session' must be longer than nothing.")]
    [InlineData("session: { maxDuration: 1h }, time: t", "The session window needs the key 'gap'.")]
    [InlineData("session: { gap: 1m, maxDuration: 0s }, time: t", "'maxDuration' must be longer than nothing.")]
    [InlineData("session: { gap: 1m, max: 1h }, time: t", "The session window has no key 'max'.")]
    public void A_mistake_in_a_window_is_reported_once(string keys, string? message)
    {
        var result = Load($"window: {{ {keys}, aggregate: {{ n: count() }} }}");

        result.Diagnostics.Select(diagnostic => diagnostic.Message).ShouldBe(message is null ? [] : [message]);
    }

    [Theory]
    [InlineData("window: 1m", "'window' must be a mapping, not a text.")]
    [InlineData("group: [a]", "'group' must be a mapping, not a list.")]
    [InlineData("group: { by: a }", "The group step needs the key 'aggregate'.")]
    [InlineData("group: { aggregate: count() }", "'aggregate' must be a mapping, not a text.")]
    [InlineData("group: { aggregate: {} }", "'aggregate' must not be empty.")]
    [InlineData("group: { agregate: { n: count() } }", "The group step needs the key 'aggregate'.|The group step has no key 'agregate'.")]
    public void The_shape_of_a_keyed_step_is_checked(string step, string messages)
    {
        string.Join('|', Load(step).Diagnostics.OrderBy(diagnostic => diagnostic.Code).Select(diagnostic => diagnostic.Message)).ShouldBe(messages);
    }

    [Fact]
    public void What_is_left_out_of_a_window_has_its_default()
    {
        var window = Step<WindowStep>("window: { tumbling: 1m, time: at, aggregate: { n: count() } }");

        (window.Shape, window.Time.Text, window.Lateness, window.Late, window.By.Count).ShouldBe((new TumblingWindow(TimeSpan.FromMinutes(1)), "at", TimeSpan.Zero, LatePolicy.Drop, 0));
    }

    [Fact]
    public void A_session_is_its_gap_or_a_mapping()
    {
        Step<WindowStep>("window: { session: 5m, time: at, aggregate: { n: count() } }").Shape.ShouldBe(new SessionWindow(TimeSpan.FromMinutes(5)) { MaxDuration = TimeSpan.FromDays(1) });
        Step<WindowStep>("window: { session: { gap: 5m }, time: at, aggregate: { n: count() } }").Shape.ShouldBe(new SessionWindow(TimeSpan.FromMinutes(5)));
        Step<WindowStep>("window: { session: { gap: 5m, maxDuration: 2h }, time: at, aggregate: { n: count() } }").Shape
            .ShouldBe(new SessionWindow(TimeSpan.FromMinutes(5)) { MaxDuration = TimeSpan.FromHours(2) });
    }

    [Fact]
    public void A_mistake_in_a_shape_has_its_place_and_a_suggestion()
    {
        var found = Load("window: { sliding: { size: 1m, evry: 5s, every: 5s }, time: t, aggregate: { n: count() } }").Diagnostics.ShouldHaveSingleItem();

        (found.Line, found.Column, found.Suggestion).ShouldBe((5, 36, "Did you mean 'every'?"));
    }

    [Theory]
    [InlineData("host", "host=host")]
    [InlineData("[host, user]", "host=host user=user")]
    [InlineData("{ h: host.name }", "h=host.name")]
    [InlineData("[host, { day: 'time / 10', hour: time }, user]", "host=host day=time / 10 hour=time user=user")]
    public void Keys_are_names_or_named_expressions(string by, string expected)
    {
        var group = Step<GroupStep>($"group: {{ by: {by}, aggregate: {{ n: count() }} }}");

        string.Join(' ', group.By.Select(key => $"{key.Name}={key.Text}")).ShouldBe(expected);
    }

    private static T Step<T>(string step)
        where T : StepDefinition
    {
        var result = Load(step);
        return result.Definition.ShouldNotBeNull(string.Join('\n', result.Diagnostics)).Steps.ShouldHaveSingleItem().ShouldBeOfType<T>();
    }

    private static PipelineLoadResult Load(string step) => PipelineLoader.Load($"name: a\nsource: stdin\nsink: stdout\nsteps:\n  - {step}");
}
