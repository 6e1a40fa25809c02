using System.Text.Json;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>Starts a run of a pipeline for each firing, and waits for its end. Stateless and thread-safe.</summary>
/// <remarks>
/// <para>The firing's key is the run's id, so that a repeated delivery finds the run that the first one started, also when it has ended and others have followed.</para>
/// <para>A pipeline runs once at a time. When somebody else's run is at work, a schedule with the overlap <c>queue</c> waits for its end; with <c>skip</c> the firing fails, and the
/// schedule's history says so.</para>
/// </remarks>
/// <param name="pipelines">The pipelines.</param>
/// <param name="streams">Their runs.</param>
/// <param name="clock">Paces the looks at a run.</param>
public sealed class PipelineTarget(IPipelines pipelines, IStreams streams, TimeProvider clock) : IScheduleTarget
{
    // A run of the past is only looked for when one began after the firing was decided; clocks of two nodes may differ by this much.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>How often a run at work is looked at.</summary>
    public static TimeSpan LookInterval { get; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Kind => ScheduleTarget.Pipeline;

    /// <inheritdoc/>
    public async ValueTask<Refusal?> CheckAsync(SecurityContext security, ScheduleTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var input = JsonDocument.Parse(target.Input);
        if (input.RootElement.ValueKind != JsonValueKind.Object || input.RootElement.EnumerateObject().Any())
        {
            return new Refusal("bad-input", "A run of a pipeline takes no input: what it reads is its source. Leave the input out.");
        }

        return (await pipelines.GetAsync(new NodeCall(security, "schedule:check"), target.Name, cancellationToken).ConfigureAwait(false)).Refusal;
    }

    /// <inheritdoc/>
    public async Task<Refusal?> DeliverAsync(ScheduleDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var call = new NodeCall(delivery.Security, delivery.CorrelationId) { IdempotencyKey = delivery.Key };
        while (true)
        {
            var found = await pipelines.GetAsync(call, delivery.Target.Name, cancellationToken).ConfigureAwait(false);
            if (found.Value is not { } view)
            {
                return found.Refusal;
            }

            if (await FindRunAsync(call, delivery, view, cancellationToken).ConfigureAwait(false) is { } run)
            {
                if (run.EndedAt is not null)
                {
                    return run.Error is { } error ? new Refusal("run-failed", error) : null;
                }
            }
            else if (await StartAsync(call, delivery, view, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }

            await Task.Delay(LookInterval, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<PipelineRunView?> FindRunAsync(NodeCall call, ScheduleDelivery delivery, PipelineView view, CancellationToken cancellationToken) =>
        view.Run is { } newest && (newest.RunId == delivery.Key || newest.StartedAt >= delivery.Firing.At - ClockTolerance)
            ? newest.RunId == delivery.Key && view.Status != "archived"
                ? newest
                : (await pipelines.RunAsync(call, view.Key, delivery.Key, cancellationToken).ConfigureAwait(false)).Value
            : null;

    private async Task<Refusal?> StartAsync(NodeCall call, ScheduleDelivery delivery, PipelineView view, CancellationToken cancellationToken)
    {
        if (view.Status == "draft")
        {
            return new Refusal("pipeline-is-draft", $"The pipeline '{view.Key}' is a draft, and only a published one runs. Activate it.");
        }

        if (view.Status == "paused")
        {
            return new Refusal("pipeline-is-paused", $"The pipeline '{view.Key}' is paused, so its schedule did not start it. Resume it, or pause the schedule.");
        }

        if (view.Status != "running")
        {
            // The first delivery of a firing and the second can meet: one of them starts the run, and both find it.
            var started = await streams.StartAsync(call, view.Key, new StartStream { RunId = delivery.Key }, cancellationToken).ConfigureAwait(false);
            return started.Refusal is { Code: NodeRefusals.StreamIsRunning } ? null : PassingRefusals.Sift(started.Refusal);
        }

        return delivery.Overlap == OverlapPolicy.Queue
            ? null
            : new Refusal(
                NodeRefusals.StreamIsRunning,
                $"The pipeline '{view.Key}' is at work with the run '{view.Run?.RunId}', which this schedule did not start. Let the schedule wait with the overlap 'queue', or stop that run.");
    }
}
