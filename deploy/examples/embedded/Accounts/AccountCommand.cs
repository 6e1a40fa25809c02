using FlexCore.Domain;

namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>A request to change an account.</summary>
/// <param name="Context">Who asks, and when.</param>
public abstract record AccountCommand(CommandContext Context) : ICommand
{
    /// <summary>Puts money in.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="Cents">How much; above 0.</param>
    public sealed record Deposit(CommandContext Context, long Cents) : AccountCommand(Context);

    /// <summary>Takes money out.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="Cents">How much; above 0.</param>
    public sealed record Withdraw(CommandContext Context, long Cents) : AccountCommand(Context);
}
