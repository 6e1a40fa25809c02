using System.Text.Json.Serialization;
using FlexCore.Application.Events;

namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>How accounts are stored.</summary>
internal static class AccountCodecs
{
    public static EventRegistry<AccountEvent> Events { get; } = new EventRegistryBuilder<AccountEvent>()
        .Add("account.deposited", 1, AccountJson.Default.Deposited)
        .Add("account.withdrawn", 1, AccountJson.Default.Withdrawn)
        .Build();

    public static JsonSnapshotCodec<AccountState> Snapshots { get; } = new("account", 1, AccountJson.Default.AccountState);
}

/// <summary>The stored shapes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AccountEvent.Deposited))]
[JsonSerializable(typeof(AccountEvent.Withdrawn))]
[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(DepositMoney))]
[JsonSerializable(typeof(MoveMoney))]
[JsonSerializable(typeof(GetAccount))]
[JsonSerializable(typeof(AccountView))]
internal sealed partial class AccountJson : JsonSerializerContext;
