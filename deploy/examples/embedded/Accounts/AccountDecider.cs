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
        _ => Decision<AccountEvent>.Refuse("unknown-command", $"Accounts know no {command.GetType().Name}."),
    };

    /// <inheritdoc/>
    public AccountState Evolve(AccountState state, AccountEvent @event) => @event is AccountEvent.Deposited deposited
        ? new AccountState(state.Cents + deposited.Cents)
        : state;
}
