using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.UseCases;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;
using FlexCore.Hosting.Logging;

namespace FlexCore.Hosting.Clustering;

/// <summary>Follows what other nodes do to pipelines: keeps the catalog fresh and starts or ends the streams that belong here.</summary>
/// <remarks>One loop. The feed is the guarantee; it also carries every record of every topic, which this passes over.</remarks>
internal sealed class PipelineFollower(IEventFeed feed, StreamStarter starter, TimeProvider clock, ClusterNodeLog log)
{
    private const int BatchSizeMax = 1_000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Runs until it is cancelled.</summary>
    /// <param name="from">Behind which events; the catalog has everything before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(FeedCursor from, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var batch in feed.SubscribeAsync(from, BatchSizeMax, cancellationToken).ConfigureAwait(false))
                {
                    foreach (var pipeline in batch.Events.Where(static stored => stored.Stream.Kind == PipelineDecider.Kind).Select(static stored => stored.Stream).Distinct())
                    {
                        await ReconcileAsync(pipeline, cancellationToken).ConfigureAwait(false);
                    }

                    from = batch.Cursor;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (JournalException error)
            {
                // The database is away: what was missed is read when it is back.
                log.FeedNotRead(error);
            }

            await Task.Delay(RetryDelay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReconcileAsync(EntityId pipeline, CancellationToken cancellationToken)
    {
        if (await starter.ReconcileAsync(pipeline, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            log.NotStarted(pipeline, refusal.Message);
        }
    }
}
