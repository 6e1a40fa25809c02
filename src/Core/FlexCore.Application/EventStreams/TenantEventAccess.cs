using FlexCore.Domain;

namespace FlexCore.Application.EventStreams;

/// <summary>Allows a named principal everything with the streams of its own tenant, and nobody anything else.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class TenantEventAccess : IEventAccess
{
    /// <inheritdoc/>
    public Refusal? Check(SecurityContext security, EventAction action, EntityId? stream)
    {
        ArgumentNullException.ThrowIfNull(security);
        if (string.IsNullOrWhiteSpace(security.Principal))
        {
            return new Refusal("no-principal", "The request names no principal. Sign in and send it again.");
        }

        return stream is { } wanted && wanted.Tenant != security.Tenant
            ? new Refusal("wrong-tenant", $"Tenant '{security.Tenant}' has no such stream. Ask in the name of the tenant that owns it.")
            : null;
    }
}
