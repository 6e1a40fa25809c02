using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.Nodes;

/// <summary>Pages of the names of a tenant's entities of a kind. Stateless.</summary>
internal static class DirectoryPages
{
    /// <summary>Reads a page, and counts the whole list when the page is not one behind another.</summary>
    /// <param name="directory">Which entities there are.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="query">Which page.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async ValueTask<Page<string>> ReadAsync(IEntityDirectory directory, TenantId tenant, string kind, PageQuery query, CancellationToken cancellationToken)
    {
        var limit = query.EffectiveLimit;
        var range = new EntityRange(tenant, kind) { After = query.After, Text = query.Text, Skip = Math.Max(0, query.Offset), Limit = limit + 1 };
        var found = await directory.ReadAsync(range, cancellationToken).ConfigureAwait(false);
        var total = query.After is not null ? (int?)null
            : range.Skip == 0 && found.Count <= limit ? found.Count
            : (int)await directory.CountAsync(range, cancellationToken).ConfigureAwait(false);
        return new Page<string>([.. found.Take(limit).Select(static id => id.Key)], total, range.Skip, limit) { Next = found.Count > limit ? found[limit - 1].Key : null };
    }
}
