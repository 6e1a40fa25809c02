using FlexCore.Application.Journal;
using FlexCore.Application.Supervision;
using FlexCore.Application.UseCases;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.SystemJobs;

/// <summary>
/// Finds runs that nobody woke: pipelines that count as running and have nothing at work, because the request that started them ended between its two steps or because they were
/// refused when the node started; streams at work whose pipeline was held meanwhile; and streams that count as running because the process that should have ended them died. Stateless; may run twice, also at once.
/// </summary>
/// <remarks>
/// It brings into line what belongs to its own node. On the other nodes of a cluster what was refused is tried again, and what others have changed is seen, by each node itself. Firings
/// under way need no sweep: every scheduler finds them in their schedules when it begins.
/// </remarks>
/// <param name="directory">Which pipelines there are, also those that this node has not heard of.</param>
/// <param name="supervisor">What is at work.</param>
/// <param name="starter">Brings a pipeline and its streams into line.</param>
public sealed class StrandedSweep(IEntityDirectory directory, StreamSupervisor supervisor, StreamStarter starter) : ISystemJob
{
    /// <inheritdoc/>
    public string Name => "stranded-sweep";

    /// <inheritdoc/>
    public string Description => "Starts what counts as running and is not at work, and ends what is at work and was held.";

    /// <inheritdoc/>
    public TimeSpan Period => TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var (seen, started, ended, refused, left) = (0, 0, 0, 0, 0);
        await foreach (var id in directory.ListAsync(PipelineDecider.Kind, cancellationToken).ConfigureAwait(false))
        {
            var before = AtWork(id);
            var refusal = await starter.ReconcileAsync(id, cancellationToken).ConfigureAwait(false);
            var after = AtWork(id);
            (seen, started, ended) = (seen + 1, started + after.Except(before).Count(), ended + before.Except(after).Count());
            refused += refusal is null ? 0 : 1;
            left += await starter.EndLeftAsync(id, cancellationToken).ConfigureAwait(false);
        }

        var done = FormattableString.Invariant($"{seen} pipelines, {started} runs started, {ended} ended, {refused} refused");
        return left == 0 ? done : FormattableString.Invariant($"{done}, {left} records of dead runs ended");
    }

    private HashSet<string> AtWork(EntityId pipeline) =>
        [.. supervisor.All.Where(stream => stream.Order.Pipeline.Equals(pipeline)).Select(stream => $"{stream.Order.Part} {stream.Order.Run.Id}")];
}
