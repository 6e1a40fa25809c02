namespace FlexCore.Examples.Embedded.Accounts;

/// <summary>An account as its events have made it.</summary>
/// <param name="Cents">The balance.</param>
public sealed record AccountState(long Cents);
