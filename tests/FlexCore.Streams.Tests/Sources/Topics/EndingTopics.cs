using System.Runtime.CompilerServices;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;
using FlexCore.Testing.Storage;

namespace FlexCore.Streams.Tests.Sources.Topics;

/// <summary>Topics that end where they end now, so that a run over one completes.</summary>
internal sealed class EndingTopics(InMemoryEventTopics inner) : IEventTopics
{
    public ValueTask<EventTopicReply> AppendAsync(EventTopicAppend append, CancellationToken cancellationToken = default) => inner.AppendAsync(append, cancellationToken);

    public ValueTask<EventTopicBatch?> ReadAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(security, topic, after, cancellationToken);

    public async IAsyncEnumerable<EventTopicBatch> SubscribeAsync(
        SecurityContext security, string topic, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await inner.ReadAsync(security, topic, after, cancellationToken) is { } batch)
        {
            yield return batch;
            after = batch.Position;
        }
    }

    public ValueTask<EventTopicEnd> GetEndAsync(SecurityContext security, string topic, string? producer = null, CancellationToken cancellationToken = default) =>
        inner.GetEndAsync(security, topic, producer, cancellationToken);
}
