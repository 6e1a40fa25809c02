using FlexCore.Domain;
using FlexCore.Domain.DataStreams;

namespace FlexCore.Application.DataStreams;

/// <summary>Names the streams of a pipeline: the one of its own key, or those of its partitions. Pure.</summary>
/// <remarks>
/// A part is placed, supervised and fenced by itself: its key hashes to its own shard. No pipeline or job can have the name of another one's partition, because a pipeline's name has no
/// colon and a job's id no <c>p</c>.
/// </remarks>
public static class StreamParts
{
    /// <summary>A partition, as an id of the pipeline's kind: <c>orders:p3</c>.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="partition">Its number, from 0.</param>
    public static EntityId Of(EntityId pipeline, int partition)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        return new EntityId(pipeline.Tenant, pipeline.Kind, FormattableString.Invariant($"{pipeline.Key}:p{partition}"));
    }

    /// <summary>The parts of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="partitions">How many partitions it is spread over; 0 when it is one stream.</param>
    public static IReadOnlyList<EntityId> All(EntityId pipeline, int partitions) =>
        partitions == 0 ? [pipeline] : [.. Enumerable.Range(0, partitions).Select(partition => Of(pipeline, partition))];

    /// <summary>The data stream entity that keeps the history of a part's runs, and under whose id its checkpoint is.</summary>
    /// <param name="part">The pipeline, or one of its partitions.</param>
    public static EntityId StreamOf(EntityId part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return new EntityId(part.Tenant, DataStreamDecider.Kind, part.Key);
    }
}
