namespace FlexCore.Streams.Definition;

/// <summary>A mistake in a pipeline.</summary>
/// <param name="Code">A stable kebab-case code, for example <c>unknown-key</c>.</param>
/// <param name="Message">What is wrong, with the value.</param>
/// <param name="Line">The line, from 1; 0 when the pipeline came from code.</param>
/// <param name="Column">The column, from 1; 0 when the pipeline came from code.</param>
/// <param name="Suggestion">What to write instead, if something is likely.</param>
public sealed record PipelineDiagnostic(string Code, string Message, int Line, int Column, string? Suggestion = null)
{
    /// <summary>The mistake on one line, beginning with its place.</summary>
    public override string ToString()
    {
        var place = Line > 0 ? $"{Line}:{Column}: " : string.Empty;
        var remedy = Suggestion is null ? string.Empty : $" {Suggestion}";
        return $"{place}{Code}: {Message}{remedy}";
    }
}
