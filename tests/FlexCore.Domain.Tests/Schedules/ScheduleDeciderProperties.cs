using FlexCore.Domain.Schedules;
using FlexCore.Domain.Tests.Deciders;
using FsCheck;

namespace FlexCore.Domain.Tests.Schedules;

public sealed class ScheduleDeciderProperties : DeciderSpecification<ScheduleState, ScheduleCommand, ScheduleEvent>
{
    protected override IDecider<ScheduleState, ScheduleCommand, ScheduleEvent> Decider { get; } = new ScheduleDecider();

    protected override Gen<ScheduleCommand> Commands => ScheduleCommands.Any;

    [Fact]
    public void Numbers_have_no_holes_and_name_one_firing_each() => ForAnyHistory(history =>
        Events(history).OfType<ScheduleEvent.Fired>().Select(fired => fired.Number)
            .ShouldBe(Enumerable.Range(1, Events(history).OfType<ScheduleEvent.Fired>().Count()).Select(number => (long)number)));

    [Fact]
    public void No_due_time_fires_twice_whatever_the_clocks_say() => ForAnyHistory(history =>
    {
        var seen = new HashSet<DateTimeOffset>();
        foreach (var fired in Events(history).OfType<ScheduleEvent.Fired>().Where(fired => fired.Origin is FiringOrigin.Due or FiringOrigin.CatchUp))
        {
            seen.Add(fired.Due).ShouldBeTrue($"the due time {fired.Due:O} fires again as {fired.Number}");
        }
    });

    [Fact]
    public void Nothing_is_due_before_its_time() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Command is ScheduleCommand.Fire))
        {
            // What waited was decided before, perhaps by a clock that was ahead.
            var waited = step.Before.Waiting.Select(waiting => waiting.Due).ToHashSet();
            step.Decision.Events.OfType<ScheduleEvent.Fired>().Where(fired => !waited.Contains(fired.Due)).ShouldAllBe(fired => fired.Due <= step.Command.Context.Time);
            step.Decision.Events.OfType<ScheduleEvent.Queued>().SelectMany(queued => queued.Dues).ShouldAllBe(due => due <= step.Command.Context.Time);
        }
    });

    [Fact]
    public void Schedulers_fire_in_the_order_of_their_epochs() => ForAnyHistory(history =>
    {
        var epochs = Events(history).OfType<ScheduleEvent.Fired>().Select(fired => fired.Epoch).ToList();
        epochs.ShouldBe(epochs.Order());
    });

    [Fact]
    public void What_waited_fires_or_is_dropped_by_a_deletion() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Before.Waiting.Count > step.After.Waiting.Count))
        {
            var left = step.Before.Waiting.Count - step.After.Waiting.Count + step.Decision.Events.OfType<ScheduleEvent.Queued>().Sum(queued => queued.Dues.Count);
            (step.Command is ScheduleCommand.Delete || step.Decision.Events.OfType<ScheduleEvent.Fired>().Count() >= left).ShouldBeTrue($"{step.Command}");
        }
    });

    protected override Enum StatusOf(ScheduleState state) => state.Status;

    protected override string? IllegalBecause(ScheduleState state) =>
        state.Status == ScheduleStatus.Absent != (state.Owner.Length == 0) ? "only an absent schedule has no owner"
        : state.Running.Count > ScheduleLimits.ParallelMax ? "too many run"
        : state.Waiting.Count > ScheduleLimits.WaitingMax ? "too many wait"
        : state.History.Count > ScheduleLimits.HistoryMax ? "the history is too long"
        : state.Running.Any(firing => firing.Number > state.Fired) ? "a firing runs that was never decided"
        : state.Status == ScheduleStatus.Deleted && state.Waiting.Count > 0 ? "a deleted schedule waits"
        : state.Failed > state.Fired ? "more failed than fired"
        : null;

    private static IEnumerable<ScheduleEvent> Events(IReadOnlyList<DeciderStep<ScheduleState, ScheduleCommand, ScheduleEvent>> history) =>
        history.SelectMany(step => step.Decision.Events);
}
