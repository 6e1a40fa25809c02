using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventTypes;

/// <summary>Every refusal over declared types, so that codes and wording have one place.</summary>
internal static class EventTypeRefusals
{
    private const int ShownMax = 80;

    public static Refusal UnknownType(int number, string type) => new(
        "unknown-event-type",
        $"Event {number} is of type '{Shown(type)}', which is not declared, and {EventTypeOptions.Section}.types is declared-only. Declare the type, or correct its name. Nothing of the append was taken.");

    public static Refusal UnknownVersion(int number, StreamEvent candidate, int newest) => new(
        "unknown-event-version",
        $"Event {number} is version {candidate.SchemaVersion} of '{candidate.Type}', and the newest that this node knows is {newest}. Declare the version here first, or send version 1 to {newest}. Nothing of the append was taken.");

    public static Refusal Misfit(int number, StreamEvent candidate, string misfit) => new(
        "event-does-not-fit",
        $"The data of event {number} {misfit}. Send what version {candidate.SchemaVersion} of '{candidate.Type}' declares, or the schemaVersion that the data is of. Nothing of the append was taken.");

    private static string Shown(string text) => text.Length <= ShownMax ? text : $"{text[..ShownMax]}…";
}
