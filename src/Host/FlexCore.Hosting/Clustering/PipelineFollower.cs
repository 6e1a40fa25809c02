using FlexCore.Application.EventTopics;
using FlexCore.Application.Journal;
using FlexCore.Application.Topics;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;
using FlexCore.Hosting.Logging;

namespace FlexCore.Hosting.Clustering;

/// <summary>Follows what other nodes do to pipelines: keeps the catalog fresh and starts or ends the streams that belong here.</summary>
/// <remarks>
/// One loop. It looks at the versions of all pipelines when a hint comes, and every <see cref="PollInterval"/> as the guarantee; not at the feed, which carries
/// every record of every topic.
/// </remarks>
/// <param name="versions">How far pipelines have come.</param>
/// <param name="bus">Where hints come.</param>
/// <param name="reconcile">Brings one stream into line with its pipeline; says why it could not be started, or null.</param>
/// <param name="refused">Takes what could not be started.</param>
/// <param name="clock">Measures the poll interval.</param>
/// <param name="log">Where faults go.</param>
internal sealed class PipelineFollower(
    IEntityVersions versions, ITopicBus bus, Func<EntityId, CancellationToken, Task<Refusal?>> reconcile, RefusedStarts refused, TimeProvider clock, ClusterNodeLog log)
{
    private readonly Dictionary<EntityId, long> _seen = [];

    /// <summary>How late a change is seen at most when its hint was lost.</summary>
    public static TimeSpan PollInterval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Says that a pipeline has changed.</summary>
    public static TopicMessage Hint { get; } = new(new SecurityContext(TenantId.Default, "service:pipelines"), "pipelines:changed", "{}"u8.ToArray());

    /// <summary>Runs until it is cancelled.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var wait = new GrowthWait(bus.Subscribe(Hint.Security, Hint.Topic, bufferSize: 1), PollInterval, clock, cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            await LookAsync(cancellationToken).ConfigureAwait(false);
            await wait.NextAsync().ConfigureAwait(false);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<EntityId, long> now;
        try
        {
            now = await versions.ReadAsync(PipelineDecider.Kind, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The supervision boundary of a look: the next one tries again; a follower that ended would leave this node blind.
            log.PipelinesNotRead(error);
            return;
        }

        foreach (var (pipeline, version) in now.Where(pair => _seen.GetValueOrDefault(pair.Key) != pair.Value))
        {
            await FollowAsync(pipeline, version, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FollowAsync(EntityId pipeline, long version, CancellationToken cancellationToken)
    {
        try
        {
            if (await reconcile(pipeline, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                refused.Add(pipeline, refusal);
            }

            _seen[pipeline] = version;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The supervision boundary of one pipeline: it counts as not seen, and those behind it are followed all the same.
            log.PipelineNotFollowed(pipeline, error);
        }
    }
}
