namespace FlexCore.Client.Models;

/// <summary>Values of an event that are about a person.</summary>
/// <param name="Subject">The person, by an id that says nothing by itself.</param>
/// <param name="Members">Where the values are in the event's data: JSON pointers such as <c>/email</c>.</param>
public sealed record PersonalValues(string Subject, IReadOnlyList<string> Members);
