namespace FlexCore.Domain;

/// <summary>Who asks, and for which tenant. Every command, query, event and topic message carries one.</summary>
/// <param name="Tenant">The tenant in whose name the work is done.</param>
/// <param name="Principal">The authenticated subject, for example <c>user:ana</c> or <c>service:scheduler</c>.</param>
public sealed record SecurityContext(TenantId Tenant, string Principal)
{
    /// <summary>The principal of a local process that needs no login: the embedded default, reachable from this machine only.</summary>
    public static SecurityContext Development { get; } = new(TenantId.Default, "local:developer");
}
