using FlexCore.Application.Catalogs;
using FlexCore.Application.DataStreams;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;

namespace FlexCore.Application.UseCases;

/// <summary>Ends the streams of a pipeline that was told to hold: those here, and the partitions that other nodes end when they hear of it. Stateless and thread-safe.</summary>
internal sealed class StreamStops(NodeServices services, StreamDocuments documents)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    // What other nodes need beyond their drain: they hear of the change by a hint, or by their next look.
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(6);

    /// <summary>Ends them and waits for that, for partitions on other nodes no longer than a drain may take: one whose node died ends with that.</summary>
    /// <param name="before">The pipeline while it was running.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="cancellationToken">Stops waiting; the streams still end.</param>
    public async Task StopAsync(PipelineEntry before, string reason, CancellationToken cancellationToken)
    {
        await services.Supervisor.StopAsync(before.Id, reason, cancellationToken).ConfigureAwait(false);
        if (await documents.PlanAsync(before, cancellationToken).ConfigureAwait(false) is not { Partitions: > 0 } plan)
        {
            return;
        }

        var began = services.Clock.GetTimestamp();
        foreach (var part in plan.Parts.Where(part => !services.Placement.IsHere(part)))
        {
            while (await IsAtWorkAsync(part, cancellationToken).ConfigureAwait(false) && services.Clock.GetElapsedTime(began) < services.Supervisor.DrainTimeout + Notice)
            {
                await Task.Delay(LookInterval, services.Clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> IsAtWorkAsync(EntityId part, CancellationToken cancellationToken) =>
        (await services.Streams.ReadAsync(StreamParts.StreamOf(part), cancellationToken).ConfigureAwait(false)).State.Status == DataStreamStatus.Running;
}
