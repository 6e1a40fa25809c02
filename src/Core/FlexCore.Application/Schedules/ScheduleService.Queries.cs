using FlexCore.Application.Entities;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <content>Queries.</content>
public sealed partial class ScheduleService
{
    /// <inheritdoc/>
    public async Task<NodeReply<ScheduleView>> GetAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        await FindAsync(call, id, cancellationToken).ConfigureAwait(false) is { } found
            ? new NodeReply<ScheduleView>(ViewOf(found.View), null)
            : NotFound<ScheduleView>(id);

    /// <inheritdoc/>
    public async Task<Page<ScheduleView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(query);
        var (limit, offset) = (query.EffectiveLimit, Math.Max(0, query.Offset));
        var walk = new ScheduleWalk(_services, call.Security.Tenant, view => Matches(view.State, query)) { After = query.After, Skip = offset };
        var found = await walk.TakeAsync(limit, cancellationToken).ConfigureAwait(false);
        var isWhole = query.After is null && offset == 0 && walk.Next is null;
        var total = isWhole ? found.Count
            : query is { After: null, Status: null, Text: null or "" } ? await CountAsync(call.Security.Tenant, cancellationToken).ConfigureAwait(false)
            : null;
        return new Page<ScheduleView>([.. found.Select(ViewOf)], total, offset, limit) { Next = walk.Next };
    }

    /// <inheritdoc/>
    public async Task<NodeReply<NextFiringsView>> NextAsync(NodeCall call, string id, int count, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(call, id, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return NotFound<NextFiringsView>(id);
        }

        var next = ScheduleViews.Next(found.View.State, _services.Clock.GetUtcNow(), Math.Clamp(count, 1, ScheduleViews.NextMax));
        return new NodeReply<NextFiringsView>(new NextFiringsView(found.Id.Key, ScheduleViews.NameOf(found.View.State.Status), [.. next]), null);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<ScheduleHistoryView>> HistoryAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        await FindAsync(call, id, cancellationToken).ConfigureAwait(false) is { } found
            ? new NodeReply<ScheduleHistoryView>(ScheduleViews.History(found.View.State), null)
            : NotFound<ScheduleHistoryView>(id);

    // A schedule that was deleted may be created again, so each of the two is counted as often as it happened.
    private async Task<int?> CountAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (_services.Tally is not { } tally || await tally.CountAsync(tenant, cancellationToken).ConfigureAwait(false) is not { } counts)
        {
            return null;
        }

        long Of(string type) => counts.FirstOrDefault(count => count.Kind == ScheduleDecider.Kind && count.Type == type).Events;
        return (int)(Of(ScheduleCodecs.CreatedType) - Of(ScheduleCodecs.DeletedType));
    }

    private static bool Matches(ScheduleState state, PageQuery query) =>
        state.IsVisible()
        && (query.Status is null || string.Equals(ScheduleViews.NameOf(state.Status), query.Status, StringComparison.OrdinalIgnoreCase))
        && (string.IsNullOrEmpty(query.Text)
            || state.Id.Contains(query.Text, StringComparison.OrdinalIgnoreCase)
            || state.Definition.Name.Contains(query.Text, StringComparison.OrdinalIgnoreCase)
            || state.Definition.Description.Contains(query.Text, StringComparison.OrdinalIgnoreCase));

    private async Task<(EntityId Id, EntityView<ScheduleState> View)?> FindAsync(NodeCall call, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (IdOf(call, key) is not { } id)
        {
            return null;
        }

        var view = await _services.Region.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        return view.State.IsVisible() ? (id, view) : null;
    }

    private static EntityId? IdOf(NodeCall call, string key)
    {
        try
        {
            return new EntityId(call.Security.Tenant, ScheduleDecider.Kind, key);
        }
        catch (InvalidIdentifierException)
        {
            // A name that cannot exist is a name that does not exist; the caller is told so with the name.
            return null;
        }
    }

    private static NodeReply<T> NotFound<T>(string id)
        where T : class =>
        NodeRefusals.Refuse<T>("schedule-not-found", $"There is no schedule '{NodeRefusals.Shown(id)}'. List the schedules to see their ids.");
}
