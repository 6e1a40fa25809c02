using FlexCore.Domain;

namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>The rules of accounts. Pure.</summary>
public sealed class AccountDecider : IDecider<AccountState, AccountCommand, AccountEvent>
{
    /// <summary>The entity kind of accounts.</summary>
    public const string Kind = "account";

    /// <inheritdoc/>
    public AccountState Initial { get; } = new(0);

    /// <inheritdoc/>
    public Decision<AccountEvent> Decide(AccountState state, AccountCommand command) => command switch
    {
        AccountCommand.Deposit { Cents: > 0 } deposit => Decision<AccountEvent>.Accept(new AccountEvent.Deposited(deposit.Cents)),
        AccountCommand.Deposit deposit => Decision<AccountEvent>.Refuse("bad-amount", $"The amount is {deposit.Cents}; deposit more than 0."),
        AccountCommand.Withdraw withdraw when withdraw.Cents > state.Cents =>
            Decision<AccountEvent>.Refuse("not-enough-money", $"The account holds {state.Cents} and {withdraw.Cents} are wanted. Deposit more, or take less."),
        AccountCommand.Withdraw { Cents: > 0 } withdraw => Decision<AccountEvent>.Accept(new AccountEvent.Withdrawn(withdraw.Cents)),
        _ => Decision<AccountEvent>.Refuse("unknown-command", $"Accounts know no {command.GetType().Name}."),
    };

    /// <inheritdoc/>
    public AccountState Evolve(AccountState state, AccountEvent @event) => @event switch
    {
        AccountEvent.Deposited deposited => new AccountState(state.Cents + deposited.Cents),
        AccountEvent.Withdrawn withdrawn => new AccountState(state.Cents - withdrawn.Cents),
        _ => state,
    };
}
