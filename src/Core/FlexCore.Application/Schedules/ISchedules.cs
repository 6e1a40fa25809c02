using FlexCore.Application.Nodes;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>The use cases of schedules.</summary>
/// <remarks>
/// Expected refusals are values; their codes are those of the schedule (<c>schedule-not-found</c>, <c>bad-timing</c>, …), <c>bad-cron</c>, <c>cron-never-fires</c>,
/// <c>bad-input</c> and <c>target-not-built</c>. Faults as in <see cref="Pipelines.IPipelines"/>. Thread-safe.
/// </remarks>
public interface ISchedules
{
    /// <summary>Creates a schedule; it is active at once.</summary>
    /// <param name="call">Who asks; the schedule fires in this name.</param>
    /// <param name="request">What to create.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<ScheduleView>> CreateAsync(NodeCall call, CreateSchedule request, CancellationToken cancellationToken = default);

    /// <summary>Changes what a schedule does from now on.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The schedule.</param>
    /// <param name="change">Makes the new definition of the present one.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<ScheduleView>> ChangeAsync(NodeCall call, string id, Func<ScheduleDefinition, ScheduleDefinition> change, CancellationToken cancellationToken = default);

    /// <summary>Holds a schedule: what becomes due meanwhile is never made up for.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<ScheduleView>> PauseAsync(NodeCall call, string id, CancellationToken cancellationToken = default);

    /// <summary>Lets a held schedule go on.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<ScheduleView>> ResumeAsync(NodeCall call, string id, CancellationToken cancellationToken = default);

    /// <summary>Deletes a schedule. Firings under way end by themselves.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    /// <returns>The schedule as it was.</returns>
    Task<NodeReply<ScheduleView>> DeleteAsync(NodeCall call, string id, CancellationToken cancellationToken = default);

    /// <summary>Fires a schedule now, beside its times.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting; it may still fire.</param>
    Task<NodeReply<ScheduleView>> TriggerAsync(NodeCall call, string id, CancellationToken cancellationToken = default);

    /// <summary>Fires every time of a span of the past.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The schedule.</param>
    /// <param name="from">The first instant of the span.</param>
    /// <param name="to">The first instant behind it.</param>
    /// <param name="cancellationToken">Stops waiting; it may still fire.</param>
    Task<NodeReply<ScheduleView>> BackfillAsync(NodeCall call, string id, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);

    /// <summary>One schedule.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ScheduleView>> GetAsync(NodeCall call, string id, CancellationToken cancellationToken = default);

    /// <summary>The tenant's schedules, by id.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Page<ScheduleView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default);

    /// <summary>When a schedule fires next.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The schedule.</param>
    /// <param name="count">How many firings, 1 to <see cref="ScheduleViews.NextMax"/>; brought into that range.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<NextFiringsView>> NextAsync(NodeCall call, string id, int count, CancellationToken cancellationToken = default);

    /// <summary>What a schedule has fired.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="id">The schedule.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ScheduleHistoryView>> HistoryAsync(NodeCall call, string id, CancellationToken cancellationToken = default);
}
