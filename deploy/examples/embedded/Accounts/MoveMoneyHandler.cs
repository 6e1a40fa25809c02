using FlexCore.Application.Entities;
using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>Moves money: out of the one account, then into the other. Each commits by itself, so only the first step may be refused for want of money.</summary>
/// <remarks>A crash between the two steps is told as such; the same command with the same key goes on with the second.</remarks>
/// <param name="accounts">The accounts.</param>
/// <param name="limit">How much may move at once.</param>
public sealed class MoveMoneyHandler(IEntityRegion<AccountCommand, AccountState> accounts, IMoveLimit limit) : ICommandHandler<MoveMoney, AccountView>
{
    /// <inheritdoc/>
    public async Task<NodeReply<AccountView>> HandleAsync(MoveMoney command, CommandTransaction transaction, CancellationToken cancellationToken)
    {
        if (command.Cents > limit.CentsMax)
        {
            return new Refusal("too-much-money", $"{command.Cents} are more than the {limit.CentsMax} that may move at once. Move less.");
        }

        var taken = await transaction.AskAsync(accounts, command.From, context => new AccountCommand.Withdraw(context, command.Cents), cancellationToken);
        if (taken.Refusal is { } refusal)
        {
            return refusal;
        }

        var put = await transaction.AskAsync(accounts, command.To, context => new AccountCommand.Deposit(context, command.Cents), cancellationToken);
        transaction.Publish(new MoneyMoved(command.From, command.To, command.Cents));
        return put.Refusal is { } refused ? refused : new AccountView(command.From, (await transaction.ReadAsync(accounts, command.From, cancellationToken)).State.Cents);
    }
}
