namespace FlexCore.ChaosBank.Queues;

/// <summary>What happens to a queue.</summary>
public abstract record QueueEvent;

/// <summary>An id is in it.</summary>
public sealed record WasPut(string Id) : QueueEvent;

/// <summary>The first id is out of it.</summary>
public sealed record WasTaken(string Id, string Taker, int Request) : QueueEvent;
