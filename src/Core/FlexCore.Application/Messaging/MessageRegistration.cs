using System.Text;
using FlexCore.Application.Entities;
using FlexCore.Domain;

namespace FlexCore.Application.Messaging;

/// <summary>A kind of message that has a handler. Immutable and thread-safe.</summary>
public abstract class MessageRegistration
{
    private protected MessageRegistration(MessageDescription description, Type messageType, Type handlerService)
    {
        Description = description;
        MessageType = messageType;
        HandlerService = handlerService;
    }

    /// <summary>What people are told about it.</summary>
    public MessageDescription Description { get; }

    /// <summary>Its class.</summary>
    public Type MessageType { get; }

    /// <summary>The service that handles it: what is looked up in the message's scope.</summary>
    public Type HandlerService { get; }

    internal abstract byte[] EncodeResult(object result);

    /// <summary>Reads the message when it came as JSON, checks it, and gives a keyed call the hash of what is asked.</summary>
    /// <returns>Why it is refused, or null.</returns>
    internal abstract MessageOutcome? Read(MessageFlow flow);

    internal abstract Task<MessageOutcome> HandleAsync(MessageFlow flow, CancellationToken cancellationToken);

    private protected static string HashOf(string name, ReadOnlySpan<byte> json) => RequestHash.Of([.. Encoding.UTF8.GetBytes(name), (byte)'\n', .. json]);

    private protected static MessageOutcome? Refuse(IReadOnlyList<FieldMistake> mistakes) => mistakes.Count == 0
        ? null
        : MessageOutcome.Refuse(new Refusal(MessagingRefusals.BadField, string.Join(" ", mistakes)), mistakes[0].Field);
}
