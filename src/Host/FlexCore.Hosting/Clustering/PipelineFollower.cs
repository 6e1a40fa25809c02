using FlexCore.Application.EventTopics;
using FlexCore.Application.Journal;
using FlexCore.Application.Topics;
using FlexCore.Application.UseCases;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;
using FlexCore.Hosting.Logging;

namespace FlexCore.Hosting.Clustering;

/// <summary>Follows what other nodes do to pipelines: keeps the catalog fresh and starts or ends the streams that belong here.</summary>
/// <remarks>
/// One loop. It looks at the versions of all pipelines when a hint comes, and every <see cref="PollInterval"/> as the guarantee; not at the feed, which carries
/// every record of every topic.
/// </remarks>
internal sealed class PipelineFollower(IEntityVersions versions, ITopicBus bus, StreamStarter starter, TimeProvider clock, ClusterNodeLog log)
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
            try
            {
                await LookAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The supervision boundary: whether the database is away or one pipeline cannot be read, the next look tries again; a follower that
                // ended would leave this node blind.
                log.PipelinesNotRead(error);
            }

            await wait.NextAsync().ConfigureAwait(false);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var (pipeline, version) in await versions.ReadAsync(PipelineDecider.Kind, cancellationToken).ConfigureAwait(false))
        {
            if (_seen.GetValueOrDefault(pipeline) == version)
            {
                continue;
            }

            if (await starter.ReconcileAsync(pipeline, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                log.NotStarted(pipeline, refusal.Message);
            }

            _seen[pipeline] = version;
        }
    }
}
