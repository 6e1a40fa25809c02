using FlexCore.Domain;

namespace FlexCore.Conformance.Entities;

/// <summary>Ids and contexts for the suite.</summary>
public static class Ledgers
{
    /// <summary>The tenant of the suite.</summary>
    public static SecurityContext Security { get; } = new(new TenantId("acme"), "user:ana");

    /// <summary>The id of a ledger of that tenant.</summary>
    public static EntityId Id(string key) => new(Security.Tenant, LedgerDecider.Kind, key);

    /// <summary>A context, with an idempotency key or without.</summary>
    public static CommandContext Context(string? key = null) =>
        new(Security, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "chain-1") { IdempotencyKey = key };
}
