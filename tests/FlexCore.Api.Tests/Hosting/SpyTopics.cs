using System.Runtime.CompilerServices;
using FlexCore.Application.EventTopics;
using FlexCore.Domain;
using FlexCore.Testing.Storage;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Topics in memory that remember what was appended, fail when told, and count open subscriptions.</summary>
internal sealed class SpyTopics(TimeProvider clock) : IEventTopics
{
    private readonly InMemoryEventTopics _topics = new(clock);
    private int _subscribers;

    public InMemoryEventTopics Inner => _topics;

    /// <summary>What was appended, with copies of the lines.</summary>
    public List<EventTopicAppend> Appends { get; } = [];

    /// <summary>Thrown by the next append.</summary>
    public Exception? Fault { get; set; }

    public int Subscribers => Volatile.Read(ref _subscribers);

    public ValueTask<EventTopicReply> AppendAsync(EventTopicAppend append, CancellationToken cancellationToken = default)
    {
        lock (Appends)
        {
            Appends.Add(append with { Lines = append.Lines.ToArray() });
        }

        if (Fault is { } fault)
        {
            Fault = null;
            throw fault;
        }

        return _topics.AppendAsync(append, cancellationToken);
    }

    public ValueTask<EventTopicBatch?> ReadAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) =>
        _topics.ReadAsync(security, topic, after, cancellationToken);

    public async IAsyncEnumerable<EventTopicBatch> SubscribeAsync(SecurityContext security, string topic, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _subscribers);
        try
        {
            await foreach (var batch in _topics.SubscribeAsync(security, topic, after, cancellationToken))
            {
                yield return batch;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _subscribers);
        }
    }

    public ValueTask<EventTopicEnd> GetEndAsync(SecurityContext security, string topic, string? producer = null, CancellationToken cancellationToken = default) =>
        _topics.GetEndAsync(security, topic, producer, cancellationToken);
}
