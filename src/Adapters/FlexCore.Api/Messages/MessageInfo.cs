using FlexCore.Application.Messaging;

namespace FlexCore.Api.Messages;

/// <summary>A command or query as the API lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Module">The module that handles it.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Permission">What a principal must be allowed to send it.</param>
/// <param name="Fields">The members of its body.</param>
/// <param name="Reads">The projections that a query reads; left out when there are none.</param>
internal sealed record MessageInfo(string Name, string Module, string Summary, string Permission, IReadOnlyList<MessageFieldInfo> Fields, IReadOnlyList<string>? Reads)
{
    /// <summary>The shape of a description.</summary>
    /// <param name="message">The description.</param>
    public static MessageInfo Of(MessageDescription message) => new(
        message.Name,
        message.Module,
        message.Summary,
        message.Permission,
        [.. message.Fields.Select(field => new MessageFieldInfo(field.Name, field.Type, field.IsRequired))],
        message.Reads.Count == 0 ? null : message.Reads);
}

/// <summary>A member of a body.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Required">Whether it must be there.</param>
internal sealed record MessageFieldInfo(string Name, string Type, bool Required);
