using System.Collections.Immutable;

namespace FlexCore.ChaosBank.Queues;

/// <summary>A queue: the ids that wait, and what each taker's newest request got.</summary>
public sealed record QueueState(ImmutableList<string> Waiting, ImmutableDictionary<string, Taking> Takings);

/// <summary>What a request got.</summary>
public sealed record Taking(int Request, string Id);
