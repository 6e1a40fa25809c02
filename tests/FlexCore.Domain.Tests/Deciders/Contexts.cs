namespace FlexCore.Domain.Tests.Deciders;

/// <summary>Command contexts of the tests: fixed instants, known tenants.</summary>
internal static class Contexts
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static CommandContext Of(string tenant, string principal = "user:ana") =>
        new(new SecurityContext(new TenantId(tenant), principal), Noon, "correlation-1");
}
