using FlexCore.Application.Nodes;

namespace FlexCore.Application.Messaging;

/// <summary>One message on its way to its handler.</summary>
/// <remarks>Owned by the message's own flow: one step after the other looks at it, never two at once.</remarks>
public sealed class MessageFlow
{
    private object? _content;
    private IServiceProvider? _services;

    internal MessageFlow(MessageRegistration registration, NodeCall call, string id)
    {
        Registration = registration;
        Call = call;
        Id = id;
    }

    /// <summary>What it is.</summary>
    public MessageDescription Message => Registration.Description;

    /// <summary>Names it: the idempotency key, else an id of its own.</summary>
    public string Id { get; }

    /// <summary>Who sent it.</summary>
    public NodeCall Call { get; internal set; }

    /// <summary>The message itself.</summary>
    /// <exception cref="InvalidOperationException">It has not been read yet: that comes after the check of access.</exception>
    public object Content
    {
        get => _content ?? throw new InvalidOperationException($"'{Message.Name}' has not been read yet. Look at it in a behaviour of a module, which runs later.");
        internal set => _content = value;
    }

    /// <summary>The services of the message's scope.</summary>
    /// <exception cref="InvalidOperationException">The scope has not been opened yet.</exception>
    public IServiceProvider Services
    {
        get => _services ?? throw new InvalidOperationException($"The scope of '{Message.Name}' is not open. Use it in a behaviour of a module, which runs inside.");
        internal set => _services = value;
    }

    /// <summary>The command's transaction; <see langword="null"/> for a query.</summary>
    public CommandTransaction? Transaction { get; internal set; }

    internal MessageRegistration Registration { get; }

    internal bool IsRead => _content is not null;

    internal ReadOnlyMemory<byte> Body { get; init; }

    internal QueryReading? Reading { get; init; }
}
