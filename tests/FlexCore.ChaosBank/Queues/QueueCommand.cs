using FlexCore.Domain;

namespace FlexCore.ChaosBank.Queues;

/// <summary>What a queue can be asked.</summary>
public abstract record QueueCommand(CommandContext Context) : ICommand;

/// <summary>Puts an id behind all others.</summary>
/// <param name="Context">Who and when.</param>
/// <param name="Id">The id.</param>
/// <param name="Release">The release of the program that was asked.</param>
public sealed record Put(CommandContext Context, string Id, int Release) : QueueCommand(Context);

/// <summary>Takes the first id, for the numbered request of a taker; refused with <c>empty</c> when there is none.</summary>
public sealed record Take(CommandContext Context, string Taker, int Request) : QueueCommand(Context);
