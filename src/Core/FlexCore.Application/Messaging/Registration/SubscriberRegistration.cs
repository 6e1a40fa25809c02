using FlexCore.Application.Nodes;

namespace FlexCore.Application.Messaging.Registration;

/// <summary>A subscriber of a class of events. Immutable and thread-safe.</summary>
/// <param name="eventType">The class of the event.</param>
/// <param name="subscriberType">The subscriber, as it is looked up in the scope.</param>
/// <param name="module">Its module.</param>
public abstract class SubscriberRegistration(Type eventType, Type subscriberType, string module)
{
    /// <summary>The class of the event.</summary>
    public Type EventType { get; } = eventType;

    /// <summary>The subscriber.</summary>
    public Type SubscriberType { get; } = subscriberType;

    /// <summary>Its module.</summary>
    public string Module { get; } = module;

    internal abstract Task TellAsync(IServiceProvider services, object happened, NodeCall call, CancellationToken cancellationToken);

    /// <summary>Registers a subscriber.</summary>
    /// <typeparam name="TEvent">The class of the event.</typeparam>
    /// <typeparam name="TSubscriber">The subscriber.</typeparam>
    /// <param name="module">Its module.</param>
    public static SubscriberRegistration Of<TEvent, TSubscriber>(string module)
        where TEvent : class
        where TSubscriber : class, IEventSubscriber<TEvent> => new Typed<TEvent, TSubscriber>(module);

    private sealed class Typed<TEvent, TSubscriber>(string module) : SubscriberRegistration(typeof(TEvent), typeof(TSubscriber), module)
        where TEvent : class
        where TSubscriber : class, IEventSubscriber<TEvent>
    {
        internal override Task TellAsync(IServiceProvider services, object happened, NodeCall call, CancellationToken cancellationToken) =>
            services.GetService(typeof(TSubscriber)) is TSubscriber subscriber
                ? subscriber.OnAsync((TEvent)happened, call, cancellationToken)
                : throw new InvalidOperationException($"The scope has no {typeof(TSubscriber).Name}. The module '{Module}' registered it: is the scope the host's?");
    }
}
