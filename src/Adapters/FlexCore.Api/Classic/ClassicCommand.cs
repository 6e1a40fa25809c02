using System.Text.Json;
using FlexCore.Api.Bodies;

namespace FlexCore.Api.Classic;

/// <summary>A command as classic clients send it.</summary>
/// <param name="Id">Names it, and is its idempotency key; empty for none.</param>
/// <param name="Type">The command's name.</param>
/// <param name="AggregateId">What it is about; may be empty.</param>
/// <param name="Payload">Its content: an object, or nothing.</param>
internal sealed record ClassicCommand(string Id, string Type, string AggregateId, JsonElement? Payload)
{
    /// <summary>The members of a body.</summary>
    public static BodyShape Shape { get; } = new(
    [
        new BodyField("command_id", BodyFieldKind.Text, "Names the command. The same id again has no second effect and gets the same answer."),
        new BodyField("command_type", BodyFieldKind.Text, "Send CreatePipeline, StartPipeline, LoadPlugin or the name of any command of the node.") { Required = true },
        new BodyField("aggregate_id", BodyFieldKind.Text, "What the command is about."),
        new BodyField("payload", BodyFieldKind.Object, "The command's content."),
        new BodyField("metadata", BodyFieldKind.Object, "Taken and not used."),
    ]);

    /// <summary>Reads a body.</summary>
    /// <param name="values">Its members.</param>
    public static ClassicCommand Of(BodyValues values) =>
        new(values.Text("command_id") ?? "", values.Text("command_type") ?? "", values.Text("aggregate_id") ?? "", values.Find("payload"));

    /// <summary>A text of the payload, or null.</summary>
    /// <param name="name">The member.</param>
    public string? Text(string name) =>
        Payload is { } payload && payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
