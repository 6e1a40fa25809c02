namespace FlexCore.Client.Events;

/// <summary>One server-sent event.</summary>
/// <param name="Type">Its type; <c>message</c> when the server names none.</param>
/// <param name="Data">Its data, lines joined by line feeds.</param>
/// <param name="Id">The last id that the server has sent, or <see langword="null"/>: following resumes behind it.</param>
public sealed record ServerEvent(string Type, string Data, string? Id);
