using System.Text.Json.Serialization;

namespace FlexCore.ChaosBank.Queues;

/// <summary>What happens to a queue.</summary>
public abstract record QueueEvent;

/// <summary>An id is in it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Release">The release of the program that was asked; version 1 of the event does not have it.</param>
public sealed record WasPut(string Id, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Release) : QueueEvent;

/// <summary>The first id is out of it.</summary>
public sealed record WasTaken(string Id, string Taker, int Request) : QueueEvent;
