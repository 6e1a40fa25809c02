using FlexCore.Application.DataStreams;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;

namespace FlexCore.Application.UseCases;

/// <summary>Keeps a pipeline that becomes spread, or one stream again, from going over its records a second time unless it is told to begin afresh. Stateless and thread-safe.</summary>
internal sealed class StreamLayout(NodeServices services)
{
    private static readonly StreamProgress NoProgress = new(0, 0, 0, 0, 0, 0, null, 0, null, 0);

    /// <summary>Why a pipeline cannot go on in this layout, or null.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="partitions">How many partitions it is to have; 0 for one stream.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Refusal?> CheckAsync(EntityId pipeline, int partitions, CancellationToken cancellationToken)
    {
        var other = partitions == 0 ? StreamParts.Of(pipeline, 0) : pipeline;
        var state = (await services.Streams.ReadAsync(StreamParts.StreamOf(other), cancellationToken).ConfigureAwait(false)).State;
        return state is { Status: DataStreamStatus.Running or DataStreamStatus.Stopped or DataStreamStatus.Failed, Run.Checkpoint: not null }
            ? new Refusal(
                PipelineRunRefusedException.CannotResume,
                $"The interrupted run of '{pipeline.Key}' was {(partitions == 0 ? "spread over partitions" : "one stream")}, and its checkpoint means nothing to {(partitions == 0 ? "one stream" : $"{partitions} partitions")}. Restore the old document to go on, or begin again with --fresh.")
            : null;
    }

    /// <summary>Whether the pipeline has been spread before.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<bool> WasSpreadAsync(EntityId pipeline, CancellationToken cancellationToken) =>
        (await services.Streams.ReadAsync(StreamParts.StreamOf(StreamParts.Of(pipeline, 0)), cancellationToken).ConfigureAwait(false)).State.Status != DataStreamStatus.Absent;

    /// <summary>Makes every stream that the pipeline ever had begin at the beginning when it is started next. None of them may be at work.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="cancellationToken">Stops between two streams.</param>
    /// <exception cref="PipelineRunRefusedException">A stream is at work after all.</exception>
    public async Task ResetAsync(SecurityContext security, EntityId pipeline, CancellationToken cancellationToken)
    {
        await ResetOneAsync(security, pipeline, cancellationToken).ConfigureAwait(false);
        for (var partition = 0; await ResetOneAsync(security, StreamParts.Of(pipeline, partition), cancellationToken).ConfigureAwait(false); partition++)
        {
        }
    }

    // A new run without a checkpoint: what is in the checkpoint store belongs to another run, and is recognised by that.
    private async Task<bool> ResetOneAsync(SecurityContext security, EntityId part, CancellationToken cancellationToken)
    {
        var log = new PipelineRunLog(services.Streams, StreamParts.StreamOf(part), security, services.Clock);
        var state = await log.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (state is { Run: not null, Definition: { } definition })
        {
            await log.BeginAsync(Catalogs.PipelineKeys.NewRunId(services.Clock), definition, cancellationToken).ConfigureAwait(false);
            await log.StopAsync(NoProgress, "to begin afresh").ConfigureAwait(false);
        }

        return state.Status != DataStreamStatus.Absent;
    }
}
