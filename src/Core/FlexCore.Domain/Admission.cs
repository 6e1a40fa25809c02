namespace FlexCore.Domain;

/// <summary>What every decider asks of a command before it looks at the aggregate's own rules.</summary>
internal static class Admission
{
    /// <summary>The code of a command that names another tenant than the aggregate's owner.</summary>
    public const string WrongTenant = "wrong-tenant";

    /// <summary>The code of a command without a principal.</summary>
    public const string NoPrincipal = "no-principal";

    /// <param name="owner">The aggregate's tenant, or null while it does not exist.</param>
    /// <param name="security">Who asks.</param>
    /// <returns>Why the command is refused, or null.</returns>
    public static Refusal? Check(TenantId? owner, SecurityContext security)
    {
        if (string.IsNullOrWhiteSpace(security.Principal))
        {
            return new Refusal(NoPrincipal, "The command names no principal. Sign in and send it again.");
        }

        // The message does not name the owner: another tenant must not learn who it is.
        return owner is { } tenant && tenant != security.Tenant
            ? new Refusal(WrongTenant, $"Tenant '{security.Tenant}' has no such entity. Send the command in the name of the tenant that owns it.")
            : null;
    }
}
