using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Domain.Retention;

namespace FlexCore.Application.Retention;

/// <summary>Puts together what the configuration says and what people have set. Stateless and thread-safe.</summary>
/// <param name="region">The policies of all tenants.</param>
/// <param name="directory">Which tenants have some.</param>
/// <param name="configured">What the configuration says.</param>
public sealed class StoredRetentionRules(IEntityRegion<RetentionCommand, RetentionState> region, IEntityDirectory directory, IReadOnlyList<RetentionRule> configured)
{
    /// <summary>The rules for all tenants.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    public async ValueTask<RetentionRules> AllAsync(CancellationToken cancellationToken = default)
    {
        var rules = new List<RetentionRule>(configured);
        await foreach (var id in directory.ListAsync(RetentionDecider.Kind, cancellationToken).ConfigureAwait(false))
        {
            rules.AddRange(await StoredAsync(id.Tenant, cancellationToken).ConfigureAwait(false));
        }

        return new RetentionRules(rules);
    }

    /// <summary>The rules that count for one tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async ValueTask<RetentionRules> OfAsync(TenantId tenant, CancellationToken cancellationToken = default) =>
        new(configured.Where(rule => rule.Tenant is not { } only || only == tenant).Concat(await StoredAsync(tenant, cancellationToken).ConfigureAwait(false)));

    private async ValueTask<IEnumerable<RetentionRule>> StoredAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var view = await region.ReadAsync(new EntityId(tenant, RetentionDecider.Kind, RetentionDecider.Key), cancellationToken).ConfigureAwait(false);
        return view.State.Policies
            .Select(policy => (Policy: policy, Kind: RetainedKind.Find(policy.Kind)))
            .Where(static known => known.Kind is not null)
            .Select(known => new RetentionRule(known.Kind ?? RetainedKind.Topic, tenant, known.Policy.Pattern, new RetentionPolicy(known.Policy.Age, known.Policy.Count)) { SetAt = known.Policy.At });
    }
}
