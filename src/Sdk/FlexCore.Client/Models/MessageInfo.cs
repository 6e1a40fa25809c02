namespace FlexCore.Client.Models;

/// <summary>A command or query of a node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Module">The module that handles it.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Permission">What a principal must be allowed to send it.</param>
/// <param name="Fields">The members of its body.</param>
public sealed record MessageInfo(string Name, string Module, string Summary, string Permission, IReadOnlyList<MessageFieldInfo> Fields);

/// <summary>A member of a body.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds, for example <c>string</c>.</param>
/// <param name="Required">Whether it must be there.</param>
public sealed record MessageFieldInfo(string Name, string Type, bool Required);

/// <summary>The commands, or the queries, of a node.</summary>
/// <param name="Items">They, by name.</param>
public sealed record MessageList(IReadOnlyList<MessageInfo> Items);
