namespace FlexCore.Application.Events;

/// <summary>A registration with its complete chain of upcasters: element i reads version i + 1.</summary>
internal sealed record EventRegistryEntry<TEvent>(EventRegistration<TEvent> Registration, EventUpcaster[] Chain);
