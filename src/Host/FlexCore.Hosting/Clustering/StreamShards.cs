using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using FlexCore.Application.Supervision;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Logging;

namespace FlexCore.Hosting.Clustering;

/// <summary>Moves streams with the shards of their entities: they start when the shard is here and end, with a checkpoint, before it goes.</summary>
/// <remarks>
/// Thread-safe; calls for one shard come one after the other. A stream that is asked to start while its shard goes finds it closed under the supervisor's own
/// lock, so none is left behind.
/// </remarks>
/// <param name="entities">Serves the entities of the shards.</param>
/// <param name="shardCount">The number of shards.</param>
/// <param name="log">Where faults go.</param>
internal sealed class StreamShards(IShardHost entities, int shardCount, ClusterNodeLog log) : IShardHost, IStreamPlacement
{
    private const string Moves = "its shard moves to another node";

    private readonly bool[] _here = new bool[shardCount];
    private NodeWork? _work;
    private RefusedStarts? _refused;

    private NodeWork Work => _work ?? throw new InvalidOperationException("The node has not said what it does.");

    /// <summary>Gives what to move, and who takes refused starts; called once, before the first shard starts.</summary>
    public void Attach(NodeWork work, RefusedStarts refused) => (_work, _refused) = (work, refused);

    /// <summary>The shard whose owner runs the stream of a pipeline: that of the stream's own entity.</summary>
    public int ShardOf(EntityId pipeline) => new EntityId(pipeline.Tenant, DataStreamDecider.Kind, pipeline.Key).ShardOf(shardCount);

    /// <inheritdoc/>
    public bool IsHere(EntityId pipeline) => Volatile.Read(ref _here[ShardOf(pipeline)]);

    /// <inheritdoc/>
    public async ValueTask StartAsync(ShardLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);

        // One that was lost and comes back may still have streams that are ending.
        await Work.Supervisor.StopWhereAsync(pipeline => ShardOf(pipeline) == lease.Shard, Moves, cancellationToken).ConfigureAwait(false);
        await entities.StartAsync(lease, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _here[lease.Shard], true);
        foreach (var (pipeline, refusal) in await Work.Starter.StartWhereAsync(pipeline => ShardOf(pipeline) == lease.Shard, cancellationToken).ConfigureAwait(false))
        {
            _refused?.Add(pipeline, refusal);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DrainAsync(int shard, CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref _here[shard], false);
        try
        {
            await Work.Supervisor.StopWhereAsync(pipeline => ShardOf(pipeline) == shard, Moves, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await entities.DrainAsync(shard, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Lose(ShardLease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        Volatile.Write(ref _here[lease.Shard], false);
        entities.Lose(lease);
        _ = EndStreamsAsync(lease.Shard);
    }

    /// <inheritdoc/>
    public void SetServing(bool serving) => entities.SetServing(serving);

    private async Task EndStreamsAsync(int shard)
    {
        try
        {
            await Work.Supervisor.StopWhereAsync(pipeline => ShardOf(pipeline) == shard, "another node has taken its shard").ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Nobody waits for this: the shard is lost already, and its next start waits for these streams anyhow.
            log.StreamsNotEnded(shard, error);
        }
    }
}
