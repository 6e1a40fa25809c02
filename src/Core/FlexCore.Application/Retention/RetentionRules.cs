using FlexCore.Domain;

namespace FlexCore.Application.Retention;

/// <summary>What is kept of every entity: the closest of some rules. Immutable.</summary>
public sealed class RetentionRules
{
    private readonly ILookup<RetainedKind, RetentionRule> _rules;

    /// <summary>Puts rules in order.</summary>
    /// <param name="rules">The rules; an entity for which there is none is kept for ever.</param>
    public RetentionRules(IEnumerable<RetentionRule> rules) =>
        _rules = rules.OrderByDescending(static rule => rule.Closeness).ThenBy(static rule => rule.Pattern, StringComparer.Ordinal).ToLookup(static rule => rule.Kind);

    /// <summary>Whether entities of a kind may lose events; when not, nobody has to look at them.</summary>
    /// <param name="kind">The kind.</param>
    public bool AreAny(RetainedKind kind) => _rules[kind].Any(static rule => rule.Policy != RetentionPolicy.Forever);

    /// <summary>The rules for a kind, the closest first.</summary>
    /// <param name="kind">The kind.</param>
    public IEnumerable<RetentionRule> All(RetainedKind kind) => _rules[kind];

    /// <summary>The rule that counts for an entity.</summary>
    /// <param name="id">The entity.</param>
    /// <returns>The rule, or <see langword="null"/> when there is none.</returns>
    public RetentionRule? Find(EntityId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return RetainedKind.Of(id.Kind) is { } kind ? _rules[kind].FirstOrDefault(rule => rule.Matches(id)) : null;
    }

    /// <summary>What is kept of an entity.</summary>
    /// <param name="id">The entity.</param>
    public RetentionPolicy Of(EntityId id) => Find(id)?.Policy ?? RetentionPolicy.Forever;
}
