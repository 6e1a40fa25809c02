using FlexCore.Application.Topics;
using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;

namespace FlexCore.Cluster.Topics;

/// <summary>Messages and subscriptions as they travel.</summary>
internal static class TopicWire
{
    /// <summary>A message for the subscribers of the node.</summary>
    internal const byte Message = 1;

    /// <summary>One change of the sender's subscriptions.</summary>
    internal const byte Change = 2;

    /// <summary>The version of the sender's subscriptions.</summary>
    internal const byte Digest = 3;

    /// <summary>Asks for all subscriptions of the node.</summary>
    internal const byte Pull = 4;

    internal static void WriteMessage(WireWriter frame, TopicMessage message)
    {
        frame.Byte(Message);
        frame.Text(message.Security.Tenant.Value);
        frame.Text(message.Security.Principal);
        frame.Text(message.Topic);
        frame.Raw(message.Payload.Span);
    }

    /// <exception cref="WireException">It is malformed.</exception>
    internal static TopicMessage ReadMessage(ref WireReader reader)
    {
        var tenant = Tenant(reader.Text());
        var principal = reader.Text();
        return new TopicMessage(new SecurityContext(tenant, principal), reader.Text(), reader.Rest.ToArray());
    }

    internal static void Write(WireWriter frame, TopicName name)
    {
        frame.Text(name.Tenant.Value);
        frame.Text(name.Topic);
    }

    /// <exception cref="WireException">It is malformed.</exception>
    internal static TopicName ReadName(ref WireReader reader) => new(Tenant(reader.Text()), reader.Text());

    private static TenantId Tenant(string text)
    {
        try
        {
            return new TenantId(text);
        }
        catch (InvalidIdentifierException error)
        {
            throw new WireException(error.Message, error);
        }
    }
}
