using System.Globalization;
using System.Text.Json.Nodes;
using FlexCore.Application.EventTypes;
using FsCheck;
using FsCheck.Fluent;

namespace FlexCore.Application.Tests.EventTypes;

/// <summary>Whatever the steps are, the chain gives what they give one after the other, or the data as it was: never anything in between.</summary>
public sealed class UpcastChainProperties
{
    // What a step does: adds a member, takes the first away, makes a number larger, or fails on a number that is too large.
    private static readonly Gen<int> Steps = Gen.Choose(0, 3);

    [Fact]
    public void A_chain_is_its_steps_one_after_the_other_or_nothing()
    {
        var scenario = from kinds in Steps.ListOf() from start in Gen.Choose(-20, 20) from version in Gen.Choose(1, 12) select (kinds, start, version);
        Prop.ForAll(scenario.ToArbitrary(), found =>
        {
            var steps = found.kinds.Take(12).ToList();
            var type = new EventType("T", [.. steps.Select((kind, index) => new EventTypeVersion { Next = EventStep.InCode(data => Apply(data, kind, index)) }), new EventTypeVersion()]);
            var from = Math.Min(found.version, type.Newest);
            var data = $$"""{"a":{"b":[1,2.50]},"n":{{found.start}}}""";

            var outcome = DeclaredEventTypes.Create([type]).Upcast("T", from, data);

            var (expected, failed) = OneByOne(steps, from, data);
            return failed is { } step
                ? outcome == new UpcastOutcome(from, data, outcome.Fault) && outcome.Fault!.StartsWith($"the step from version {step} to {step + 1} of 'T' failed: too large", StringComparison.Ordinal)
                : outcome == new UpcastOutcome(type.Newest, expected, null);
        }).QuickCheckThrowOnFailure();
    }

    private static (string Data, int? Failed) OneByOne(List<int> steps, int from, string data)
    {
        var now = data;
        for (var version = from; version <= steps.Count; version++)
        {
            try
            {
                // Each step from its own text: nothing but the data goes from one to the next.
                now = EventText.Write(Apply(EventText.Parse(now), steps[version - 1], version - 1));
            }
            catch (InvalidOperationException)
            {
                return (data, version);
            }
        }

        return (now, null);
    }

    private static JsonObject Apply(JsonObject data, int kind, int index)
    {
        switch (kind)
        {
            case 0:
                data[index.ToString(CultureInfo.InvariantCulture)] = index;
                return data;
            case 1 when data.Count > 1:
                data.Remove(data.First(member => member.Key != "n").Key);
                return data;
            case 2:
                return new JsonObject(data.Select(member => KeyValuePair.Create(member.Key, member.Key == "n" ? member.Value!.GetValue<int>() + 7 : member.Value?.DeepClone())));
            default:
                // It has changed the data before it fails: that must not show.
                var number = data["n"]!.GetValue<int>();
                data["half-way"] = true;
                return number > 10 ? throw new InvalidOperationException("too large") : data;
        }
    }
}
