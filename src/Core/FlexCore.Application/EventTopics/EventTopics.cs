using System.Runtime.CompilerServices;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Topics;
using FlexCore.Domain;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>Event topics over the journal: each topic is an entity that appends, and readers read its stream.</summary>
/// <remarks>
/// Thread-safe. A reader at the end is woken by a hint on the topic bus after each commit; the poll interval bounds how late it is if a hint is lost. Nothing
/// is kept that is not in the journal.
/// </remarks>
public sealed class EventTopics : IEventTopics, ITopicReaders
{
    private readonly ITopicBus _bus;
    private readonly EventTopicOptions _options;
    private readonly TimeProvider _clock;
    private readonly TopicDesks _desks;
    private readonly TopicAppender _appender;
    private readonly TopicReader _reader;
    private readonly RemoteReaders _readers;
    private readonly IEntityRegion<EventTopicCommand, EventTopicState> _topics;

    /// <summary>Creates the topics.</summary>
    /// <param name="topics">The region of event topics.</param>
    /// <param name="journal">Where their events are.</param>
    /// <param name="bus">Carries hints.</param>
    /// <param name="options">The bounds; not changed afterwards.</param>
    /// <param name="clock">The instants of appends and the poll interval.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public EventTopics(
        IEntityRegion<EventTopicCommand, EventTopicState> topics, IEventJournal journal, ITopicBus bus, EventTopicOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _bus = bus;
        _options = options;
        _clock = clock;
        _desks = new TopicDesks(options);
        _reader = new TopicReader(journal, options);
        _readers = new RemoteReaders(options.ReaderReportInterval * (2 * ReaderExchange.KeepAlive), clock);
        _appender = new TopicAppender(topics, _reader, _readers, bus, options, clock);
        _topics = topics;
    }

    /// <inheritdoc/>
    public async ValueTask<EventTopicReply> AppendAsync(EventTopicAppend append, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(append);
        var desk = _desks.Enter(append.Security.Tenant, append.Topic);
        try
        {
            return await _appender.AppendAsync(desk, append, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            desk.Leave();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<EventTopicBatch?> ReadAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(security);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        var desk = _desks.Enter(security.Tenant, topic);
        try
        {
            return (await _reader.ReadAsync(desk, after, cancellationToken).ConfigureAwait(false))?.Batch;
        }
        finally
        {
            desk.Leave();
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<EventTopicBatch> SubscribeAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) =>
        FollowAsync(security, topic, after, consumer: null, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<EventTopicBatch> ConsumeAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) =>
        FollowAsync(security, topic, after, new TopicConsumer(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<EventTopicEnd> GetEndAsync(
        SecurityContext security, string topic, string? producer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(security);
        var id = new EntityId(security.Tenant, EventTopicDecider.Kind, topic);
        var view = await _topics.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        var row = producer is null ? 0 : view.State.LastRowOf(producer);
        return view.State.Records == 0 ? new EventTopicEnd(0, 0, 0, row) : new EventTopicEnd(view.Version, view.State.Records, view.State.Bytes, row);
    }

    /// <inheritdoc/>
    public long? SlowestReader(EntityId topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var desk = _desks.Enter(topic.Tenant, topic.Key);
        try
        {
            return (desk.SlowestSeen(), _readers.Slowest(topic.Tenant, topic.Key)) switch
            {
                ({ } here, { } elsewhere) => Math.Min(here, elsewhere),
                var (here, elsewhere) => here ?? elsewhere,
            };
        }
        finally
        {
            desk.Leave();
        }
    }

    /// <summary>Tells other nodes over the topic bus how far the running readers here have come, and hears it from them: then the bound of the backlog counts readers on every node.</summary>
    /// <remarks>Run it once, on a node of a cluster. A reader counts elsewhere about one <see cref="EventTopicOptions.ReaderReportInterval"/> after it has moved.</remarks>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public Task ShareReadersAsync(CancellationToken cancellationToken) =>
        new ReaderExchange(_desks, _readers, _bus, _options.ReaderReportInterval, _clock).RunAsync(cancellationToken);

    private async IAsyncEnumerable<EventTopicBatch> FollowAsync(
        SecurityContext security, string topic, long after, TopicConsumer? consumer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(security);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        var desk = _desks.Enter(security.Tenant, topic);
        await using var wait = new GrowthWait(_bus.Subscribe(security, desk.Hint.Topic, bufferSize: 1), _options.PollInterval, _clock, cancellationToken);
        using var place = new ReaderPlace(desk, consumer);
        var gather = new TopicGather(_reader, desk, consumer is null ? 1 : TopicGather.RecordsMax);
        while (true)
        {
            while (await gather.NextAsync(after, cancellationToken).ConfigureAwait(false) is { } entry)
            {
                after = entry.Batch.Position;
                yield return entry.Batch;
                consumer?.Advance(entry.End);
            }

            await wait.NextAsync().ConfigureAwait(false);
        }
    }
}
