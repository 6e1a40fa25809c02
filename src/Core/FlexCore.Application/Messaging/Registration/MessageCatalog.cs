using System.Collections.Frozen;
using FlexCore.Domain;

namespace FlexCore.Application.Messaging.Registration;

/// <summary>Every message that has a handler, and every subscriber. Immutable and thread-safe.</summary>
public sealed class MessageCatalog
{
    private readonly FrozenDictionary<string, MessageRegistration> _commands;
    private readonly FrozenDictionary<string, MessageRegistration> _queries;
    private readonly FrozenDictionary<Type, MessageRegistration> _byType;
    private readonly FrozenDictionary<Type, SubscriberRegistration[]> _subscribers;

    /// <summary>Collects registrations.</summary>
    /// <param name="messages">The commands and queries.</param>
    /// <param name="subscribers">The subscribers, in the order in which they are told.</param>
    /// <exception cref="ArgumentException">A name or a class has two handlers.</exception>
    public MessageCatalog(IEnumerable<MessageRegistration> messages, IEnumerable<SubscriberRegistration> subscribers)
    {
        var all = messages.ToArray();
        foreach (var twice in all.GroupBy(message => (message.Description.Kind, message.Description.Name)).Where(group => group.Count() > 1))
        {
            throw Twice($"'{twice.Key.Name}'", [.. twice]);
        }

        foreach (var twice in all.GroupBy(message => message.MessageType).Where(group => group.Count() > 1))
        {
            throw Twice(twice.Key.Name, [.. twice]);
        }

        _commands = Of(all, MessageKind.Command);
        _queries = Of(all, MessageKind.Query);
        _byType = all.ToFrozenDictionary(message => message.MessageType);
        _subscribers = subscribers.GroupBy(subscriber => subscriber.EventType).ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>The messages of a kind, by name.</summary>
    /// <param name="kind">The kind.</param>
    public IReadOnlyList<MessageDescription> Of(MessageKind kind) =>
        [.. Names(kind).Values.Select(message => message.Description).OrderBy(description => description.Name, StringComparer.Ordinal)];

    internal MessageRegistration? Find(MessageKind kind, string name) => Names(kind).GetValueOrDefault(name);

    internal MessageRegistration Require(Type type) => _byType.GetValueOrDefault(type)
        ?? throw new InvalidOperationException($"No module handles {type.Name}. Register its handler in a module, and add the module to the host.");

    internal Refusal Unknown(MessageKind kind, string name) => Names(kind == MessageKind.Command ? MessageKind.Query : MessageKind.Command).ContainsKey(name)
        ? MessagingRefusals.OtherKind(kind, name)
        : MessagingRefusals.Unknown(kind, name, NearestName.Of(name, Names(kind).Keys), Names(kind).Count);

    internal IReadOnlyList<SubscriberRegistration> SubscribersOf(Type type) => _subscribers.GetValueOrDefault(type) ?? [];

    private FrozenDictionary<string, MessageRegistration> Names(MessageKind kind) => kind == MessageKind.Command ? _commands : _queries;

    private static FrozenDictionary<string, MessageRegistration> Of(MessageRegistration[] all, MessageKind kind) =>
        all.Where(message => message.Description.Kind == kind).ToFrozenDictionary(message => message.Description.Name, StringComparer.Ordinal);

    private static ArgumentException Twice(string what, MessageRegistration[] all) => new(
        $"{what} has {all.Length} handlers: {string.Join(" and ", all.Select(message => $"'{message.Description.Name}' in module '{message.Description.Module}'"))}. Each command and query has one; take the others out or give them names and classes of their own.");
}
