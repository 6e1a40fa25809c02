using System.Collections.Immutable;
using FlexCore.Application.Topics;
using FlexCore.Domain;

namespace FlexCore.Actors.Topics;

/// <summary>Publish and subscribe inside one process.</summary>
/// <remarks>
/// Thread-safe. Publishing reads an immutable list of subscribers and takes no lock of its own; subscribing and unsubscribing replace
/// that list under a lock. Two threads that publish to one topic at once may reach different subscribers in different orders.
/// </remarks>
public sealed class TopicBus : ITopicBus, IDisposable
{
    private const int TopicLengthMax = 200;
    private const int BufferSizeMax = 65_536;

    private readonly TopicOptions _options;
    private readonly TopicInstruments _instruments;
    private readonly Lock _gate = new();
    private ImmutableDictionary<(TenantId Tenant, string Topic), ImmutableArray<TopicSubscription>> _subscriptions =
        ImmutableDictionary<(TenantId, string), ImmutableArray<TopicSubscription>>.Empty;

    private int _count;

    /// <summary>Creates a bus.</summary>
    /// <param name="options">Its bounds.</param>
    /// <exception cref="Supervision.ActorOptionsException">A setting is outside its range.</exception>
    public TopicBus(TopicOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _instruments = new TopicInstruments(() => Volatile.Read(ref _count));
    }

    /// <inheritdoc/>
    public ValueTask<int> PublishAsync(TopicMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        RequireTopic(message.Topic);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        if (!Volatile.Read(ref _subscriptions).TryGetValue((message.Security.Tenant, message.Topic), out var subscribers))
        {
            return new ValueTask<int>(0);
        }

        var reached = 0;
        foreach (var subscriber in subscribers)
        {
            reached += subscriber.TryDeliver(message) ? 1 : 0;
        }

        _instruments.CountDelivered(reached);
        return new ValueTask<int>(reached);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The topic is empty or longer than 200 characters, or the buffer size is out of range.</exception>
    /// <exception cref="InvalidOperationException">Too many subscriptions are open.</exception>
    public ITopicSubscription Subscribe(SecurityContext security, string topic, int bufferSize = 256)
    {
        ArgumentNullException.ThrowIfNull(security);
        RequireTopic(topic);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bufferSize, BufferSizeMax);
        var key = (security.Tenant, topic);
        var subscription = new TopicSubscription(bufferSize, closed => Remove(key, closed), _instruments);
        lock (_gate)
        {
            if (_count >= _options.SubscriptionsMax)
            {
                throw new InvalidOperationException(
                    $"The topic bus holds its maximum of {_options.SubscriptionsMax} subscriptions. Dispose some, or raise {TopicOptions.Section}.subscriptions-max.");
            }

            _count++;
            var others = _subscriptions.GetValueOrDefault(key, []);
            Volatile.Write(ref _subscriptions, _subscriptions.SetItem(key, others.Add(subscription)));
        }

        return subscription;
    }

    /// <summary>Ends the bus's metrics. Subscriptions are ended by their owners.</summary>
    public void Dispose() => _instruments.Dispose();

    private void Remove((TenantId Tenant, string Topic) key, TopicSubscription subscription)
    {
        lock (_gate)
        {
            var others = _subscriptions.GetValueOrDefault(key, []);
            var left = others.Remove(subscription);
            if (left.Length == others.Length)
            {
                return;
            }

            _count--;
            Volatile.Write(ref _subscriptions, left.IsEmpty ? _subscriptions.Remove(key) : _subscriptions.SetItem(key, left));
        }
    }

    private static void RequireTopic(string topic)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        if (topic.Length > TopicLengthMax)
        {
            throw new ArgumentException($"The topic '{topic[..20]}…' has {topic.Length} characters; use at most {TopicLengthMax}.", nameof(topic));
        }
    }
}
