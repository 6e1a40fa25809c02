namespace FlexCore.Cli.Linting;

/// <summary>One mistake in a pipeline file. The property names in camel case are the <c>--json</c> contract.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; 0 when the mistake has no place.</param>
/// <param name="Column">The column, from 1; 0 when the mistake has no place.</param>
/// <param name="Code">A stable kebab-case code.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">What to do instead, if something is likely.</param>
internal sealed record LintFinding(string File, int Line, int Column, string Code, string Message, string? Suggestion);
