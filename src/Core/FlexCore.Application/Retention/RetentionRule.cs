using System.IO.Enumeration;
using FlexCore.Domain;
using FlexCore.Domain.Retention;

namespace FlexCore.Application.Retention;

/// <summary>What is kept of the entities of one kind whose names fit a pattern. Immutable.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Tenant">The tenant whose entities are meant; <see langword="null"/> for every tenant's.</param>
/// <param name="Pattern">A name, or a pattern in which <c>*</c> stands for any text.</param>
/// <param name="Policy">What is kept.</param>
public sealed record RetentionRule(RetainedKind Kind, TenantId? Tenant, string Pattern, RetentionPolicy Policy)
{
    /// <summary>How a pattern is written, for messages.</summary>
    public const string PatternUsage = "1 to 200 of A-Z a-z 0-9 - _ . : and *, where * stands for any text";

    /// <summary>When somebody has set it while the system runs; <see langword="null"/> when it is in the configuration, which only says what holds otherwise.</summary>
    public DateTimeOffset? SetAt { get; init; }

    /// <summary>Whether somebody has set it.</summary>
    public bool IsStored => SetAt is not null;

    /// <summary>Whether a text can be a pattern.</summary>
    /// <param name="pattern">The text.</param>
    public static bool IsPattern(string? pattern) => KeepLimits.IsPattern(pattern);

    /// <summary>Whether an entity of the kind is meant.</summary>
    /// <param name="id">The entity.</param>
    public bool Matches(EntityId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return (Tenant is not { } tenant || tenant == id.Tenant) && FileSystemName.MatchesSimpleExpression(Pattern, id.Key, ignoreCase: false);
    }

    /// <summary>Which of two rules says more exactly what it means: one that was set, then a whole name, then one tenant's, then the longer pattern.</summary>
    internal (bool, bool, bool, int) Closeness => (IsStored, !Pattern.Contains('*', StringComparison.Ordinal), Tenant is not null, Pattern.Length);
}
