namespace FlexCore.Api.OpenApi;

/// <summary>The members of a problem, for its documentation.</summary>
internal static class ProblemMembers
{
    /// <summary>Name, JSON type and meaning.</summary>
    public static IReadOnlyList<(string Name, string Type, string Description)> All { get; } =
    [
        ("type", "string", "urn:flexcore:problem: and the code."),
        ("title", "string", "What the code means."),
        ("status", "integer", "The HTTP status."),
        ("detail", "string", "What is wrong here, with the value, and what to do about it."),
        ("code", "string", "The stable code; see the table of problems."),
        ("correlationId", "string", "Names the request in the log and in events."),
        ("field", "string", "The field, parameter or header that is wrong."),
        ("record", "integer", "The record that is wrong, from 1."),
        ("line", "integer", "The line of the body, from 1."),
        ("column", "integer", "The byte in that line, from 1."),
        ("retryAfter", "integer", "When to try again, in seconds, as in Retry-After."),
        ("diagnostics", "array", "The mistakes of a document: code, message, line, column, suggestion."),
    ];
}
