using FlexCore.Domain;

namespace FlexCore.Conformance.Entities;

/// <summary>What a ledger can be asked.</summary>
public abstract record LedgerCommand(CommandContext Context) : ICommand;

/// <summary>Enters an amount under a number; refused with <c>overdrawn</c> when the balance would fall below zero.</summary>
public sealed record Enter(CommandContext Context, int Number, long Amount = 1) : LedgerCommand(Context);

/// <summary>Enters 1 under each number: several events at once.</summary>
public sealed record EnterAll(CommandContext Context, IReadOnlyList<int> Numbers) : LedgerCommand(Context);

/// <summary>Accepted, changes nothing.</summary>
public sealed record Check(CommandContext Context) : LedgerCommand(Context);

/// <summary>Makes the decider throw.</summary>
public sealed record Explode(CommandContext Context) : LedgerCommand(Context);

/// <summary>Decides an event that the aggregate itself cannot evolve by.</summary>
public sealed record Contradict(CommandContext Context) : LedgerCommand(Context);
