using FlexCore.Application.Entities;
using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>Deposits, and the look at an account.</summary>
/// <param name="accounts">The accounts.</param>
public sealed class AccountHandler(IEntityRegion<AccountCommand, AccountState> accounts) : ICommandHandler<DepositMoney, AccountView>, IQueryHandler<GetAccount, AccountView>
{
    /// <inheritdoc/>
    public async Task<NodeReply<AccountView>> HandleAsync(DepositMoney command, CommandTransaction transaction, CancellationToken cancellationToken)
    {
        var reply = await transaction.AskAsync(accounts, command.Account, context => new AccountCommand.Deposit(context, command.Cents), cancellationToken);
        return reply.Refusal is { } refusal ? refusal : new AccountView(command.Account, (await transaction.ReadAsync(accounts, command.Account, cancellationToken)).State.Cents);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<AccountView>> HandleAsync(GetAccount query, NodeCall call, CancellationToken cancellationToken)
    {
        var account = await accounts.ReadAsync(new EntityId(call.Security.Tenant, AccountDecider.Kind, query.Account), cancellationToken);
        return account.Version == 0 ? new Refusal("account-not-found", $"There is no account '{query.Account}'. Deposit something to open it.") : new AccountView(query.Account, account.State.Cents);
    }
}
