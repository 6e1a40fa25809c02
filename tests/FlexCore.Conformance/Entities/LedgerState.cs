namespace FlexCore.Conformance.Entities;

/// <summary>A ledger: the numbers entered, in order, and the balance.</summary>
public sealed record LedgerState(IReadOnlyList<int> Numbers, long Balance);
