namespace FlexCore.Hocon;

/// <summary>Where a value or an error comes from.</summary>
/// <param name="Source">The file, resource or other name of the text.</param>
/// <param name="Line">The line, counted from 1; 0 when the source has no lines (an environment variable, a value made in code).</param>
/// <param name="Column">The column in UTF-16 code units, counted from 1; 0 when unknown.</param>
public readonly record struct HoconOrigin(string Source, int Line, int Column)
{
    /// <summary>Renders <c>source:line:column</c>, the form editors and terminals turn into a link.</summary>
    /// <returns>The text; only the source when there is no line.</returns>
    public override string ToString() => Line == 0 ? Source ?? "" : $"{Source}:{Line}:{Column}";
}
