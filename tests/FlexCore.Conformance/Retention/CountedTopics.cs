using FlexCore.Application.EventTopics;
using FlexCore.Domain;

namespace FlexCore.Conformance.Retention;

/// <summary>Topics of which only the number of records is asked.</summary>
internal sealed class CountedTopics(long records) : IEventTopics
{
    public ValueTask<EventTopicEnd> GetEndAsync(SecurityContext security, string topic, string? producer = null, CancellationToken cancellationToken = default) =>
        new(new EventTopicEnd(records, records, 0, 0));

    public ValueTask<EventTopicReply> AppendAsync(EventTopicAppend append, CancellationToken cancellationToken = default) => throw new NotSupportedException("Retention appends nothing.");

    public ValueTask<EventTopicBatch?> ReadAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) => throw new NotSupportedException("Retention reads the journal.");

    public IAsyncEnumerable<EventTopicBatch> SubscribeAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) => throw new NotSupportedException("Retention follows nothing.");
}
