using System.Text.Json;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>Starts a run of a pipeline for each firing, and waits for its end. Thread-safe.</summary>
/// <remarks>
/// The firing's key is the run's id, so that a repeated delivery finds the run that the first one started. A pipeline runs once at a time: a firing while another run is at
/// work fails, and the schedule's history says so.
/// </remarks>
/// <param name="pipelines">The pipelines.</param>
/// <param name="streams">Their runs.</param>
/// <param name="clock">Paces the looks at a run.</param>
public sealed class PipelineTarget(IPipelines pipelines, IStreams streams, TimeProvider clock) : IScheduleTarget
{
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
        if (await StartAsync(call, delivery, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal;
        }

        while (true)
        {
            var found = await pipelines.GetAsync(call, delivery.Target.Name, cancellationToken).ConfigureAwait(false);
            if (found.Value is not { } view)
            {
                return found.Refusal;
            }

            // Another run means that this one has ended.
            if (view.Run is not { } run || run.RunId != delivery.Key || run.EndedAt is not null || view.Status == "archived")
            {
                return view.Run is { Error: { } error } last && last.RunId == delivery.Key ? new Refusal("run-failed", error) : null;
            }

            await Task.Delay(LookInterval, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Refusal?> StartAsync(NodeCall call, ScheduleDelivery delivery, CancellationToken cancellationToken)
    {
        var found = await pipelines.GetAsync(call, delivery.Target.Name, cancellationToken).ConfigureAwait(false);
        if (found.Value is not { } view)
        {
            return found.Refusal;
        }

        if (view.Run?.RunId == delivery.Key)
        {
            return null;
        }

        if (view.Status == "paused")
        {
            return new Refusal("pipeline-is-paused", $"The pipeline '{view.Key}' is paused, so its schedule did not start it. Resume it, or pause the schedule.");
        }

        return (await streams.StartAsync(call, view.Key, new StartStream { RunId = delivery.Key }, cancellationToken).ConfigureAwait(false)).Refusal;
    }
}
