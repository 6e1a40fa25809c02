using System.Diagnostics;
using System.Globalization;

namespace FlexCore.Domain.Retention;

/// <summary>How long a tenant's events are kept, as its people have said. One of them for each tenant, under <see cref="Key"/>.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class RetentionDecider : IDecider<RetentionState, RetentionCommand, RetentionEvent>
{
    /// <summary>The entity kind.</summary>
    public const string Kind = "retention";

    /// <summary>The key of a tenant's only one.</summary>
    public const string Key = "policies";

    private static readonly TimeSpan AgeMax = TimeSpan.FromDays(100_000);

    /// <inheritdoc/>
    public RetentionState Initial => RetentionState.Empty;

    /// <inheritdoc/>
    public Decision<RetentionEvent> Decide(RetentionState state, RetentionCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        if (Admission.Check(owner: null, command.Context.Security) is { } refusal)
        {
            return Decision<RetentionEvent>.Refuse(refusal);
        }

        return command switch
        {
            RetentionCommand.Set set => Set(state, set),
            RetentionCommand.Clear clear when state.Find(clear.Kind, clear.Pattern) is null => Decision<RetentionEvent>.Refuse(new Refusal(
                "policy-not-found", $"Nobody has set a policy for {Excerpt.Of(clear.Kind)} '{Excerpt.Of(clear.Pattern)}', so there is none to clear. List the policies; those of the configuration are changed there.")),
            RetentionCommand.Clear clear => Decision<RetentionEvent>.Accept([new RetentionEvent.PolicyCleared(clear.Kind, clear.Pattern)]),
            _ => throw new UnreachableException($"The command {command.GetType().Name} is not part of the family."),
        };
    }

    /// <inheritdoc/>
    public RetentionState Evolve(RetentionState state, RetentionEvent @event)
    {
        ArgumentNullException.ThrowIfNull(state);
        return @event switch
        {
            RetentionEvent.PolicySet { Policy: var policy } => new RetentionState(
            [
                .. Without(state, policy.Kind, policy.Pattern).Append(policy).OrderBy(static known => known.Kind, StringComparer.Ordinal).ThenBy(static known => known.Pattern, StringComparer.Ordinal),
            ]),
            RetentionEvent.PolicyCleared cleared => new RetentionState([.. Without(state, cleared.Kind, cleared.Pattern)]),
            _ => throw new UnreachableException($"The event {@event?.GetType().Name} is not part of the family."),
        };
    }

    private static IEnumerable<KeepPolicy> Without(RetentionState state, string kind, string pattern) =>
        state.Policies.Where(known => !string.Equals(known.Kind, kind, StringComparison.Ordinal) || !string.Equals(known.Pattern, pattern, StringComparison.Ordinal));

    private static Decision<RetentionEvent> Set(RetentionState state, RetentionCommand.Set command)
    {
        if (Check(command) is { } broken)
        {
            return Decision<RetentionEvent>.Refuse(broken);
        }

        var known = state.Find(command.Kind, command.Pattern);
        if (known is not null && known.Age == command.Age && known.Count == command.Count)
        {
            return Decision<RetentionEvent>.Nothing;
        }

        return known is null && state.Policies.Count == KeepLimits.PoliciesMax
            ? Decision<RetentionEvent>.Refuse(new Refusal("too-many-policies", $"There are {KeepLimits.PoliciesMax} policies already, and no more may be. Clear some, or use patterns such as orders-*."))
            : Decision<RetentionEvent>.Accept([new RetentionEvent.PolicySet(new KeepPolicy(command.Kind, command.Pattern, command.Age, command.Count, command.Context.Time))]);
    }

    private static Refusal? Check(RetentionCommand.Set command) =>
        !KeepLimits.Kinds.Contains(command.Kind, StringComparer.Ordinal)
            ? new Refusal("not-retained", $"The events of a '{Excerpt.Of(command.Kind)}' are kept for ever: its state, or what is told of it, needs all of them. A policy bounds one of: {string.Join(", ", KeepLimits.Kinds)}.")
            : !KeepLimits.IsPattern(command.Pattern)
                ? new Refusal("bad-name", $"'{Excerpt.Of(command.Pattern)}' is no name and no pattern. Write 1 to {KeepLimits.PatternLengthMax} of A-Z a-z 0-9 - _ . : and *, where * stands for any text.")
            : command.Age is { } age && (age <= TimeSpan.Zero || age > AgeMax)
                ? new Refusal("bad-policy", string.Create(CultureInfo.InvariantCulture, $"The age {age} bounds nothing that could be meant. Give more than nothing and at most {AgeMax.TotalDays:F0} days."))
            : command.Count is < 1
                ? new Refusal("bad-policy", string.Create(CultureInfo.InvariantCulture, $"A policy cannot keep {command.Count} events. Keep 1 or more."))
            : null;
}
