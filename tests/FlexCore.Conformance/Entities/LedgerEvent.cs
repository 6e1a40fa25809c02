namespace FlexCore.Conformance.Entities;

/// <summary>What happens to a ledger.</summary>
public abstract record LedgerEvent;

/// <summary>An amount was entered.</summary>
public sealed record Entered(int Number, long Amount) : LedgerEvent;

/// <summary>Nothing the aggregate can evolve by.</summary>
public sealed record Contradicted : LedgerEvent;
