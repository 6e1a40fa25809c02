using FlexCore.Application.Nodes;
using FlexCore.Application.Schedules;
using FlexCore.Domain.Schedules;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the use cases of schedules until the node has started. Thread-safe.</summary>
internal sealed class DeferredSchedules(Deferred<NodeParts> node) : ISchedules
{
    public Task<NodeReply<ScheduleView>> CreateAsync(NodeCall call, CreateSchedule request, CancellationToken cancellationToken = default) =>
        node.Value.Schedules.CreateAsync(call, request, cancellationToken);

    public Task<NodeReply<ScheduleView>> ChangeAsync(NodeCall call, string id, Func<ScheduleDefinition, ScheduleDefinition> change, CancellationToken cancellationToken = default) =>
        node.Value.Schedules.ChangeAsync(call, id, change, cancellationToken);

    public Task<NodeReply<ScheduleView>> PauseAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        node.Value.Schedules.PauseAsync(call, id, cancellationToken);

    public Task<NodeReply<ScheduleView>> ResumeAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        node.Value.Schedules.ResumeAsync(call, id, cancellationToken);

    public Task<NodeReply<ScheduleView>> DeleteAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        node.Value.Schedules.DeleteAsync(call, id, cancellationToken);

    public Task<NodeReply<ScheduleView>> TriggerAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        node.Value.Schedules.TriggerAsync(call, id, cancellationToken);

    public Task<NodeReply<ScheduleView>> BackfillAsync(NodeCall call, string id, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        node.Value.Schedules.BackfillAsync(call, id, from, to, cancellationToken);

    public Task<NodeReply<ScheduleView>> GetAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        node.Value.Schedules.GetAsync(call, id, cancellationToken);

    public Task<NodeReply<NextFiringsView>> NextAsync(NodeCall call, string id, int count, CancellationToken cancellationToken = default) =>
        node.Value.Schedules.NextAsync(call, id, count, cancellationToken);

    public Task<NodeReply<ScheduleHistoryView>> HistoryAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        node.Value.Schedules.HistoryAsync(call, id, cancellationToken);

    public Task<Page<ScheduleView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default) =>
        node.Value.Schedules.ListAsync(call, query, cancellationToken);
}
