using FlexCore.Hosting.Modules;

namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>Accounts: what they are, what they can be asked, and who hears of it.</summary>
public sealed class AccountsModule : IFlexCoreModule
{
    /// <inheritdoc/>
    public string Name => "accounts";

    /// <inheritdoc/>
    public void Configure(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddAggregate<AccountDecider, AccountState, AccountCommand, AccountEvent>(AccountDecider.Kind, AccountCodecs.Events, AccountCodecs.Snapshots)
            .AddCommand<DepositMoney, AccountView, AccountHandler>(DepositMoney.Shape)
            .AddCommand<MoveMoney, AccountView, MoveMoneyHandler>(MoveMoney.Shape)
            .AddQuery<GetAccount, AccountView, AccountHandler>(GetAccount.Shape)
            .AddSubscriber<MoneyMoved, MovesTold>()
            .AddSingleton<IMoveLimit, MoveLimit>();
    }
}
