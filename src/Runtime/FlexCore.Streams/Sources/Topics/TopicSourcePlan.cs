using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Sources.Topics;

/// <summary>The records of an event topic, from its beginning on.</summary>
/// <param name="Topic">The topic's name.</param>
internal sealed record TopicSourcePlan(string Topic) : SourcePlan
{
    /// <summary>How records are spread over partitions, or <see langword="null"/>. It counts only for a run of one partition.</summary>
    public SpreadDefinition? Spread { get; init; }

    /// <inheritdoc/>
    public override bool IsResumable => true;

    /// <inheritdoc/>
    public override bool IsLive => true;

    /// <inheritdoc/>
    public override ValueTask<IRecordSource> OpenAsync(SourceStart start, CancellationToken cancellationToken) => start.Services.Shared.EventTopics is { } topics
        ? ValueTask.FromResult<IRecordSource>(TopicSource.Open(this, topics, start))
        : throw new StreamException("topics-unavailable", $"The topic '{Topic}' cannot be read: this program has no event topics. Run the pipeline on a node, with flexcore start.");
}
