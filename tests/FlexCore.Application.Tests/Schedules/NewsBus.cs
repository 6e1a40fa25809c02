using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FlexCore.Application.Topics;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Schedules;

/// <summary>A bus in memory with one topic. It can lose messages: silently, or as a full buffer does.</summary>
internal sealed class NewsBus : ITopicBus
{
    private readonly Lock _gate = new();
    private readonly List<Subscription> _subscriptions = [];

    /// <summary>How many of the next messages are lost without a trace.</summary>
    public int LosesNext { get; set; }

    /// <summary>How many of the next messages are counted as dropped.</summary>
    public int DropsNext { get; set; }

    public ValueTask<int> PublishAsync(TopicMessage message, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (LosesNext > 0)
            {
                LosesNext--;
                return new(0);
            }

            foreach (var subscription in _subscriptions)
            {
                subscription.Take(message, drop: DropsNext > 0);
            }

            DropsNext = Math.Max(0, DropsNext - 1);
            return new(_subscriptions.Count);
        }
    }

    public ITopicSubscription Subscribe(SecurityContext security, string topic, int bufferSize = 256)
    {
        lock (_gate)
        {
            var subscription = new Subscription();
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    private sealed class Subscription : ITopicSubscription
    {
        private readonly Channel<TopicMessage> _messages = Channel.CreateUnbounded<TopicMessage>();
        private long _dropped;

        public long Dropped => Interlocked.Read(ref _dropped);

        public void Take(TopicMessage message, bool drop)
        {
            if (drop)
            {
                Interlocked.Increment(ref _dropped);
            }
            else
            {
                _messages.Writer.TryWrite(message);
            }
        }

        public async IAsyncEnumerable<TopicMessage> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var message in _messages.Reader.ReadAllAsync(cancellationToken))
            {
                yield return message;
            }
        }

        public ValueTask DisposeAsync()
        {
            _messages.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }
    }
}
