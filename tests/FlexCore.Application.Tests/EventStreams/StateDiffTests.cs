using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCore.Application.TimeTravel;

namespace FlexCore.Application.Tests.EventStreams;

public sealed class StateDiffTests
{
    [Theory]
    [InlineData("{}", "{}", "")]
    [InlineData("1", "1.0", "")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", "")]
    [InlineData("""{"a":1}""", """{"a":2}""", "replace /a 1 -> 2")]
    [InlineData("""{"a":1}""", """{}""", "remove /a 1 -> -")]
    [InlineData("""{}""", """{"a":null}""", "add /a - -> null")]
    [InlineData("""{"a":null}""", """{"a":{}}""", "replace /a null -> {}")]
    [InlineData("""{"a":[1]}""", """{"a":{"0":1}}""", "replace /a [1] -> {\"0\":1}")]
    [InlineData("""{"a":{"b":{"c":1}}}""", """{"a":{"b":{"c":2,"d":3}}}""", "replace /a/b/c 1 -> 2; add /a/b/d - -> 3")]
    [InlineData("""{"a/b":1,"m~n":1,"":1}""", """{"a/b":2,"m~n":2,"":2}""", "replace /a~1b 1 -> 2; replace /m~0n 1 -> 2; replace / 1 -> 2")]
    [InlineData("[1,2,3]", "[1]", "remove /2 3 -> -; remove /1 2 -> -")]
    [InlineData("[1]", "[1,2,3]", "add /1 - -> 2; add /2 - -> 3")]
    [InlineData("[1,[2]]", "[0,[2,3]]", "replace /0 1 -> 0; add /1/1 - -> 3")]
    [InlineData("true", "false", "replace  true -> false")]
    [InlineData("\"A\"", "\"\\u0041\"", "")]
    public void The_differences_have_place_old_and_new_value(string from, string to, string expected) => Text(Between(from, to)).ShouldBe(expected);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20_261_128)]
    public void Applied_to_the_first_state_in_order_they_give_the_second(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var from = Any(random, 3);
            var to = random.Next(3) == 0 ? Any(random, 3) : Changed(random, from);

            var changes = Between(from?.ToJsonString() ?? "null", to?.ToJsonString() ?? "null");

            var patched = changes.Aggregate(from?.DeepClone(), Apply);
            JsonNode.DeepEquals(patched, to).ShouldBeTrue($"seed {seed}, round {round}: {from?.ToJsonString()} to {to?.ToJsonString()} by {Text(changes)}");
        }
    }

    [Fact]
    public void A_state_has_no_difference_from_itself()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var state = Any(random, 4)?.ToJsonString() ?? "null";

            Between(state, state).ShouldBeEmpty(state);
        }
    }

    [Fact]
    public void States_as_deep_as_readers_allow_are_compared()
    {
        var (open, close) = (string.Concat(Enumerable.Repeat("{\"a\":", 900)), new string('}', 900));

        var change = Between($"{open}1{close}", $"{open}2{close}").ShouldHaveSingleItem();

        (change.Path.Length, change.Value).ShouldBe((1_800, "2"));
    }

    private static IReadOnlyList<StateChange> Between(string from, string to) => StateDiff.Between(Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(to));

    private static string Text(IReadOnlyList<StateChange> changes) => string.Join("; ", changes.Select(static change => $"{change.Op} {change.Path} {change.Old ?? "-"} -> {change.Value ?? "-"}"));

    private static JsonNode? Any(Random random, int depth) => random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(3)),
        2 => JsonValue.Create(Name(random)),
        3 => JsonValue.Create(random.Next(2) == 0),
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1))]),
        _ => AnyObject(random, depth),
    };

    private static JsonObject AnyObject(Random random, int depth)
    {
        var made = new JsonObject();
        for (var i = random.Next(4); i > 0; i--)
        {
            made[Name(random)] = Any(random, depth - 1);
        }

        return made;
    }

    private static string Name(Random random) => random.Next(6) switch { 0 => "a/b", 1 => "~", 2 => "", 3 => "0", 4 => "ü\"", _ => "a" };

    // One place below is another value; the rest stays.
    private static JsonNode? Changed(Random random, JsonNode? state)
    {
        switch (state?.DeepClone())
        {
            case JsonObject { Count: > 0 } some:
                var name = some.ElementAt(random.Next(some.Count)).Key;
                some[name] = Changed(random, some[name]);
                return some;
            case JsonArray { Count: > 0 } some:
                var index = random.Next(some.Count);
                some[index] = Changed(random, some[index]);
                return some;
            default:
                return Any(random, 2);
        }
    }

    private static JsonNode? Apply(JsonNode? state, StateChange change)
    {
        var value = change.Value is { } text ? JsonNode.Parse(text) : null;
        if (change.Path.Length == 0)
        {
            return value;
        }

        string[] steps = [.. change.Path[1..].Split('/').Select(static step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        var parent = steps[..^1].Aggregate(state, static (node, step) => node is JsonArray array ? array[Index(step)] : node?[step]);
        switch (parent, change.Op)
        {
            case (JsonArray array, "add"):
                array.Insert(Index(steps[^1]), value);
                break;
            case (JsonArray array, "remove"):
                array.RemoveAt(Index(steps[^1]));
                break;
            case (JsonArray array, _):
                array[Index(steps[^1])] = value;
                break;
            case (JsonObject some, "remove"):
                some.Remove(steps[^1]).ShouldBeTrue(change.Path);
                break;
            case (JsonObject some, "add"):
                some.Add(steps[^1], value);
                break;
            case (JsonObject some, _):
                some[steps[^1]] = value;
                break;
            default:
                throw new JsonException($"There is nothing at {change.Path}.");
        }

        return state;
    }

    private static int Index(string step) => int.Parse(step, NumberStyles.None, CultureInfo.InvariantCulture);
}
