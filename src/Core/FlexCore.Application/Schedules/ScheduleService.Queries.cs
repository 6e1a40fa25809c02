using FlexCore.Application.Entities;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <content>Queries.</content>
public sealed partial class ScheduleService
{
    // Enough to hide the way to another node, few enough for one caller.
    private const int ReadsAtOnce = 64;

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
        var ids = new List<EntityId>();
        await foreach (var id in _services.Directory.ListAsync(ScheduleDecider.Kind, cancellationToken).ConfigureAwait(false))
        {
            if (id.Tenant == call.Security.Tenant)
            {
                ids.Add(id);
            }
        }

        var found = new List<EntityView<ScheduleState>>();
        foreach (var some in ids.OrderBy(id => id.Key, StringComparer.Ordinal).Chunk(ReadsAtOnce))
        {
            var views = await Task.WhenAll(some.Select(id => _services.Region.ReadAsync(id, cancellationToken).AsTask())).ConfigureAwait(false);
            found.AddRange(views.Where(view => Matches(view.State, query)));
        }

        var page = query.Apply(found);
        return new Page<ScheduleView>([.. page.Items.Select(ViewOf)], page.Total, page.Offset, page.Limit);
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
