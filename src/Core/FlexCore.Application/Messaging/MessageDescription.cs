namespace FlexCore.Application.Messaging;

/// <summary>What people are told about a command or query. Immutable.</summary>
/// <param name="Name">Its name, for example <c>orders.place</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Module">The module that handles it.</param>
/// <param name="Summary">What it does, one sentence; may be empty.</param>
/// <param name="Permission">What a principal must be allowed to send it.</param>
/// <param name="Fields">Its members.</param>
public sealed record MessageDescription(string Name, MessageKind Kind, string Module, string Summary, string Permission, IReadOnlyList<MessageField> Fields)
{
    /// <summary>The projections whose read models a query reads: a query with a token waits for them.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];
}

/// <summary>A member of a message.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">What it holds: <c>string</c>, <c>number</c>, <c>boolean</c>, <c>array</c>, <c>object</c> or <c>any</c>.</param>
/// <param name="IsRequired">Whether it must be there.</param>
public sealed record MessageField(string Name, string Type, bool IsRequired);
