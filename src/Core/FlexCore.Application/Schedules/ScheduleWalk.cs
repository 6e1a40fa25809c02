using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>Goes through a tenant's schedules by key and takes those that fit. Reads only as many as it needs. Used by one call.</summary>
/// <param name="services">What it reads.</param>
/// <param name="tenant">Whose schedules.</param>
/// <param name="fits">Which are wanted.</param>
internal sealed class ScheduleWalk(ScheduleServices services, TenantId tenant, Func<EntityView<ScheduleState>, bool> fits)
{
    /// <summary>The most schedules that one call reads beyond those that it skips; a search with few hits goes on with the next call.</summary>
    public const int LooksMax = 2_000;

    // Enough to hide the way to another node, few enough for one caller.
    private const int ReadsAtOnce = 64;

    /// <summary>The key behind which it begins.</summary>
    public string? After { get; init; }

    /// <summary>How many that fit are left out from the front.</summary>
    public int Skip { get; init; }

    /// <summary>The key to go on behind; null at the end of the list.</summary>
    public string? Next { get; private set; }

    /// <summary>Takes up to so many.</summary>
    public async Task<List<EntityView<ScheduleState>>> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        var found = new List<EntityView<ScheduleState>>();
        var (after, looks, skip) = (After, 0, Skip);
        while (true)
        {
            // One more than is missing tells whether there is more.
            var size = (int)Math.Min(ReadsAtOnce, (long)Math.Max(0, skip) + limit - found.Count + 1);
            var ids = await services.Directory.ReadAsync(new EntityRange(tenant, ScheduleDecider.Kind) { After = after, Limit = size }, cancellationToken).ConfigureAwait(false);
            var views = await Task.WhenAll(ids.Select(id => services.Region.ReadAsync(id, cancellationToken).AsTask())).ConfigureAwait(false);
            for (var i = 0; i < views.Length; i++)
            {
                looks += skip > 0 ? 0 : 1;
                if (fits(views[i]) && skip-- <= 0)
                {
                    if (found.Count == limit)
                    {
                        Next = after;
                        return found;
                    }

                    found.Add(views[i]);
                }

                after = ids[i].Key;
            }

            if (ids.Count < size)
            {
                return found;
            }

            if (looks >= LooksMax)
            {
                Next = after;
                return found;
            }
        }
    }
}
