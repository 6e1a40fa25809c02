using FlexCore.Domain;

namespace FlexCore.Application.Messaging;

/// <summary>What a command did to one entity.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Version">Its version after the last answer.</param>
/// <param name="IsReplay">Whether the entity had answered the same key before, so that nothing happened this time.</param>
public sealed record EntityEffect(EntityId Entity, long Version, bool IsReplay)
{
    /// <summary>The part of a message that says what stays done, and how to go on.</summary>
    /// <param name="effects">What was done.</param>
    public static string Told(IReadOnlyList<EntityEffect> effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        return $"Done before and kept: {string.Join(", ", effects.Select(effect => $"{effect.Entity.Kind} '{effect.Entity.Key}' at version {effect.Version}"))}. "
        + "Send the command again with the same idempotency key: what is done is not done twice.";
    }
}
