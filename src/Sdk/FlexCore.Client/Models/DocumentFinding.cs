namespace FlexCore.Client.Models;

/// <summary>A mistake in a pipeline document.</summary>
/// <param name="Code">A stable kebab-case code.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Line">The line, from 1; 0 when the mistake has no place.</param>
/// <param name="Column">The column, from 1; 0 when the mistake has no place.</param>
/// <param name="Suggestion">What to do instead, if something is likely.</param>
public sealed record DocumentFinding(string Code, string Message, int Line, int Column, string? Suggestion);
