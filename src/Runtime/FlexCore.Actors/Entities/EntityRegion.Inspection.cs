using FlexCore.Application.Inspection;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <content>What others see of the region's entities.</content>
public sealed partial class EntityRegion<TState, TCommand, TEvent> : IInspectedRegion
{
    /// <inheritdoc/>
    ResidentKind IInspectedRegion.Count(TenantId tenant)
    {
        var now = System.Time.GetTimestamp();
        var (entities, mailbox, rate, stranded) = (0, 0L, 0.0, 0);
        var shards = new SortedDictionary<int, int>();
        foreach (var (id, cell) in _cells)
        {
            if (id.Tenant == tenant)
            {
                entities++;
                mailbox += cell.Depth;
                rate += cell.RateAt(now);
                stranded += cell.LooksStranded ? 1 : 0;
                shards[cell.Shard] = shards.GetValueOrDefault(cell.Shard) + 1;
            }
        }

        return new ResidentKind(Kind, entities, mailbox, Math.Round(rate, 1), stranded, [.. shards.Select(static pair => new ResidentShard(pair.Key, pair.Value))]);
    }

    /// <inheritdoc/>
    void IInspectedRegion.Select(ResidentQuery query, ResidentSelection into)
    {
        var now = System.Time.GetTimestamp();
        foreach (var (id, cell) in _cells)
        {
            if (id.Tenant == query.Tenant && (query.Shard is not { } shard || shard == cell.Shard))
            {
                into.Offer(cell.Rank(query.Order, now), id.StreamId, () => cell.Look(now));
            }
        }
    }

    /// <inheritdoc/>
    async ValueTask<EntityDetail?> IInspectedRegion.InspectAsync(EntityId id, CancellationToken cancellationToken)
    {
        // How it did before this look counts: reading is a message, too.
        var resident = _cells.TryGetValue(id, out var cell) ? cell.Look(System.Time.GetTimestamp()) : null;
        var view = await ReadAsync(id, cancellationToken);
        if (view.Version == 0)
        {
            return null;
        }

        var shard = id.ShardOf(Storage.Shards.Count);
        var timer = Definition.Timer?.Invoke(id, view.State);
        return new EntityDetail(id, view.Version, shard)
        {
            Epoch = Storage.Shards.LeaseOf(shard)?.Epoch,
            State = Definition.Snapshots?.Encode(view.State),
            Resident = resident ?? (_cells.TryGetValue(id, out cell) ? cell.Look(System.Time.GetTimestamp()) : null),
            Timer = timer?.Name,
            TimerDue = timer?.Due,
        };
    }
}
