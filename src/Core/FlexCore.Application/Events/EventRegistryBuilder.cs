using System.Text.Json.Serialization.Metadata;

namespace FlexCore.Application.Events;

/// <summary>Collects the events of one aggregate and the upcasters of their older shapes.</summary>
/// <typeparam name="TEvent">The aggregate's event family.</typeparam>
/// <remarks>
/// Every mistake is found here, at start-up: a name or class registered twice, an upcaster missing from a chain. Not thread-safe;
/// used once by one thread.
/// </remarks>
public sealed class EventRegistryBuilder<TEvent>
    where TEvent : class
{
    /// <summary>The most characters of a registered type name, as the journal's port states it.</summary>
    public const int TypeLengthMax = 200;

    private readonly Dictionary<string, EventRegistration<TEvent>> _byType = new(StringComparer.Ordinal);
    private readonly HashSet<Type> _classes = [];
    private readonly Dictionary<(string Type, int FromVersion), EventUpcaster> _upcasters = [];

    /// <summary>Registers an event under its stored name.</summary>
    /// <typeparam name="T">The event's class; concrete, and registered once.</typeparam>
    /// <param name="type">The stored name: dot-separated kebab-case words, for example <c>pipeline.step-added</c>. Never changes.</param>
    /// <param name="schemaVersion">The version that <paramref name="shape"/> describes, from 1.</param>
    /// <param name="shape">The source-generated JSON shape.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is malformed, or the name or the class is registered already.</exception>
    public EventRegistryBuilder<TEvent> Add<T>(string type, int schemaVersion, JsonTypeInfo<T> shape)
        where T : class, TEvent
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(schemaVersion, 1);
        RequireName(type);
        if (typeof(T).IsAbstract)
        {
            throw new ArgumentException($"Event '{type}' is registered with the abstract class {typeof(T).Name}: register each concrete class under a name of its own.");
        }

        if (!_byType.TryAdd(type, new EventRegistration<TEvent, T>(type, schemaVersion, shape)))
        {
            throw new ArgumentException($"Event '{type}' is registered twice: give {typeof(T).Name} a name of its own.");
        }

        if (!_classes.Add(typeof(T)))
        {
            throw new ArgumentException($"The class {typeof(T).Name} is registered twice, the second time as '{type}': one class has one stored name.");
        }

        return this;
    }

    /// <summary>Registers the step from one stored version to the next.</summary>
    /// <param name="type">The stored name.</param>
    /// <param name="fromVersion">The version the upcaster reads, from 1; it produces <paramref name="fromVersion"/> + 1.</param>
    /// <param name="upcaster">The step.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The step is registered already.</exception>
    public EventRegistryBuilder<TEvent> Upcast(string type, int fromVersion, EventUpcaster upcaster)
    {
        ArgumentNullException.ThrowIfNull(upcaster);
        ArgumentOutOfRangeException.ThrowIfLessThan(fromVersion, 1);
        if (!_upcasters.TryAdd((type, fromVersion), upcaster))
        {
            throw new ArgumentException($"The upcaster of event '{type}' from version {fromVersion} is registered twice.");
        }

        return this;
    }

    /// <summary>Checks the whole and builds the registry.</summary>
    /// <returns>The immutable registry.</returns>
    /// <exception cref="ArgumentException">
    /// A chain of upcasters has a hole, or an upcaster belongs to no registered event or to a version that is not older than today's.
    /// </exception>
    public EventRegistry<TEvent> Build()
    {
        foreach (var (type, fromVersion) in _upcasters.Keys)
        {
            if (!_byType.TryGetValue(type, out var registration) || fromVersion >= registration.SchemaVersion)
            {
                throw new ArgumentException($"The upcaster of event '{type}' from version {fromVersion} leads nowhere: no newer version of that event is registered.");
            }
        }

        var entries = _byType.Values.Select(registration => new EventRegistryEntry<TEvent>(registration, ChainOf(registration)));
        return new EventRegistry<TEvent>(entries);
    }

    private EventUpcaster[] ChainOf(EventRegistration<TEvent> registration)
    {
        var chain = new EventUpcaster[registration.SchemaVersion - 1];
        for (var i = 0; i < chain.Length; i++)
        {
            chain[i] = _upcasters.TryGetValue((registration.Type, i + 1), out var upcaster)
                ? upcaster
                : throw new ArgumentException(
                    $"Event '{registration.Type}' has version {registration.SchemaVersion} but no upcaster from version {i + 1}: stored events of that version would be lost.");
        }

        return chain;
    }

    private static void RequireName(string type)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        if (SystemEvents.Contains(type))
        {
            throw new ArgumentException($"The event name '{type}' begins with '{SystemEvents.Prefix}', which is kept for the host of entities. Choose another name.");
        }

        var words = type.Split('.', '-');
        var valid = type.Length <= TypeLengthMax
            && char.IsAsciiLetterLower(type[0])
            && words.All(word => word.Length > 0 && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
        if (!valid)
        {
            throw new ArgumentException(
                $"The event name '{type}' is not valid: use 1 to {TypeLengthMax} characters of dot-separated kebab-case words, for example 'pipeline.step-added'.");
        }
    }
}
