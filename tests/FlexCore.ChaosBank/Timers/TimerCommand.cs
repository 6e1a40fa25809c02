using FlexCore.Domain;

namespace FlexCore.ChaosBank.Timers;

/// <summary>What a timer's ledger can be asked.</summary>
public abstract record TimerCommand(CommandContext Context) : ICommand;

/// <summary>From here on only firings of this epoch count; refused with <c>stale</c> when there was a later one.</summary>
public sealed record Fence(CommandContext Context, long Epoch) : TimerCommand(Context);

/// <summary>A due time has its firing; refused with <c>stale</c> under another epoch than the newest.</summary>
public sealed record Fire(CommandContext Context, long Epoch, long Number) : TimerCommand(Context);
