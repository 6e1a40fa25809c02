using FlexCore.Application.Messaging;

namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>Puts money into an account.</summary>
/// <param name="Account">The account; made by its first deposit.</param>
/// <param name="Cents">How much; above 0.</param>
public sealed record DepositMoney(string Account, long Cents) : IBusCommand<AccountView>
{
    /// <summary>Its name and shape. The account itself says what is wrong with an amount.</summary>
    public static MessageShape<DepositMoney, AccountView> Shape { get; } = new("accounts.deposit", AccountJson.Default.DepositMoney, AccountJson.Default.AccountView)
    {
        Summary = "Puts money into an account.",
    };
}

/// <summary>Moves money from one account into another.</summary>
/// <param name="From">Where it comes from.</param>
/// <param name="To">Where it goes.</param>
/// <param name="Cents">How much; above 0.</param>
public sealed record MoveMoney(string From, string To, long Cents) : IBusCommand<AccountView>
{
    /// <summary>Its name, shape and checks.</summary>
    public static MessageShape<MoveMoney, AccountView> Shape { get; } = new("accounts.move", AccountJson.Default.MoveMoney, AccountJson.Default.AccountView)
    {
        Summary = "Moves money from one account into another.",
        Check = Mistakes,
    };

    private static IEnumerable<FieldMistake> Mistakes(MoveMoney move)
    {
        if (move.Cents <= 0)
        {
            yield return new FieldMistake("cents", $"{move.Cents}", "Move more than 0.");
        }

        if (move.From == move.To)
        {
            yield return new FieldMistake("to", move.To, "Name another account than the one that the money comes from.");
        }
    }
}

/// <summary>Asks for an account.</summary>
/// <param name="Account">Which.</param>
public sealed record GetAccount(string Account) : IBusQuery<AccountView>
{
    /// <summary>Its name and shape.</summary>
    public static MessageShape<GetAccount, AccountView> Shape { get; } = new("accounts.get", AccountJson.Default.GetAccount, AccountJson.Default.AccountView)
    {
        Summary = "One account.",
    };
}

/// <summary>An account as people see it.</summary>
/// <param name="Account">Which.</param>
/// <param name="Cents">The balance.</param>
public sealed record AccountView(string Account, long Cents);

/// <summary>Published when money has moved.</summary>
/// <param name="From">Where it came from.</param>
/// <param name="To">Where it went.</param>
/// <param name="Cents">How much.</param>
public sealed record MoneyMoved(string From, string To, long Cents);
