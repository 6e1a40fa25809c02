using FlexCore.Domain;

namespace FlexCore.Application.Messaging;

/// <summary>
/// Allows everything to the development principal, which only this machine can be, and to the services of the node itself; nobody has a permission otherwise. The default as long as there
/// is no other identity: register an <see cref="IMessageAccess"/> of your own to grant permissions.
/// </summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class LocalMessageAccess : IMessageAccess
{
    private const string Service = "service:";

    /// <inheritdoc/>
    public Refusal? Check(SecurityContext security, MessageDescription message)
    {
        ArgumentNullException.ThrowIfNull(security);
        ArgumentNullException.ThrowIfNull(message);
        return security == SecurityContext.Development || security.Principal.StartsWith(Service, StringComparison.Ordinal)
            ? null
            : new Refusal(
                MessagingRefusals.NotPermitted,
                $"The principal '{security.Principal}' of tenant '{security.Tenant}' lacks the permission '{message.Permission}' that '{message.Name}' needs. Ask for it, or sign in as somebody who has it.");
    }
}
