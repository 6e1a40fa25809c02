using FlexCore.Application.DataStreams;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Supervision;

/// <summary>Records on the pipeline how its run ended. Stateless and thread-safe.</summary>
internal sealed class RunRecorder(SupervisorServices services, TimeProvider clock)
{
    /// <summary>
    /// Whether the data stream reached its end in this run of the pipeline, although the pipeline does not know it: the process ended between the two.
    /// </summary>
    public async Task<bool> HasCompletedAsync(StreamOrder order)
    {
        var stream = (await services.Streams.ReadAsync(StreamParts.StreamOf(order.Part)).ConfigureAwait(false)).State;
        return stream is { Status: DataStreamStatus.Completed, Run.EndedAt: { } ended } && ended >= order.Run.StartedAt;
    }

    /// <summary>Records that the run ended well. Someone may have paused it a moment before: it has ended all the same.</summary>
    public async Task CompleteAsync(StreamOrder order)
    {
        var context = Context(order);
        await TryAsync(order, async () =>
        {
            var reply = await services.Pipelines.AskAsync(order.Pipeline, new PipelineCommand.Complete(context, order.Run.Id)).ConfigureAwait(false);
            if (reply.Refusal is not null && await IsPausedAsync(order).ConfigureAwait(false))
            {
                await services.Pipelines.AskAsync(order.Pipeline, new PipelineCommand.Resume(context)).ConfigureAwait(false);
                await services.Pipelines.AskAsync(order.Pipeline, new PipelineCommand.Complete(context, order.Run.Id)).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Records that the run failed for good.</summary>
    public Task FailAsync(StreamOrder order, string error)
    {
        var text = error.Length <= PipelineLimits.TextLengthMax ? error : error[..PipelineLimits.TextLengthMax];
        return TryAsync(order, async () =>
            await services.Pipelines.AskAsync(order.Pipeline, new PipelineCommand.Fail(Context(order), order.Run.Id, text)).ConfigureAwait(false));
    }

    private async Task<bool> IsPausedAsync(StreamOrder order)
    {
        var view = await services.Pipelines.ReadAsync(order.Pipeline).ConfigureAwait(false);
        return view.State is { Status: PipelineStatus.Paused, Run: { } run } && string.Equals(run.Id, order.Run.Id, StringComparison.Ordinal);
    }

    private async Task TryAsync(StreamOrder order, Func<Task> record)
    {
        try
        {
            await record().ConfigureAwait(false);
            await services.Catalog.RefreshAsync(order.Pipeline, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is JournalException or EntityFailedException or AskTimeoutException)
        {
            // The store fails. The pipeline still counts as running, so the next start of the node looks at it again.
            services.Observer.NotRecorded(order.Part, error);
        }
    }

    private CommandContext Context(StreamOrder order) => new(order.Security, clock.GetUtcNow(), order.Run.Id);
}
