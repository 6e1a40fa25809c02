using System.Text.Json.Nodes;
using FlexCore.Application.EventTypes;

namespace FlexCore.Application.Tests.EventTypes;

/// <summary>A type with three versions: a member that got another name, then one that was added.</summary>
internal static class SampleTypes
{
    public static EventTypeVersion First { get; } = new()
    {
        Members = [new("total", EventMemberKind.Number), new("note", EventMemberKind.Text, IsRequired: false)],
        Next = EventStep.InCode(data => Rename(data, "total", "amount")),
        Example = """{"total":12.50,"note":null}""",
        Becomes = """{"amount":12.5,"note":null}""",
    };

    public static EventTypeVersion Second { get; } = new()
    {
        Members = [new("amount", EventMemberKind.Number)],
        Next = EventStep.InCode(static data =>
        {
            data["currency"] = "EUR";
            return data;
        }),
        Example = """{"amount":1}""",
        Becomes = """{"amount":1,"currency":"EUR"}""",
    };

    public static EventTypeVersion Third { get; } = new() { Members = [new("amount", EventMemberKind.Number), new("currency", EventMemberKind.Text)], Example = """{"amount":1,"currency":"EUR"}""" };

    public static EventType Placed { get; } = new("OrderPlaced", [First, Second, Third]);

    public static DeclaredEventTypes Declared { get; } = DeclaredEventTypes.Create([Placed]);

    public static JsonObject Rename(JsonObject data, string from, string to)
    {
        var value = data[from] ?? throw new InvalidOperationException($"there is no '{from}'");
        data.Remove(from);
        data[to] = value;
        return data;
    }
}
