namespace FlexCore.Streams.Definition.Loading;

/// <summary>Collects mistakes, so that one look at a pipeline shows all of them.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<PipelineDiagnostic> _items = [];

    /// <summary>Everything that was found, in the order of the file.</summary>
    public IReadOnlyList<PipelineDiagnostic> Items => [.. _items.OrderBy(item => item.Line).ThenBy(item => item.Column)];

    /// <summary>Whether nothing was found.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>Reports a mistake.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="mark">The place.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="suggestion">What to write instead.</param>
    public void Add(string code, Mark mark, string message, string? suggestion = null)
    {
        var diagnostic = new PipelineDiagnostic(code, message, mark.Line, mark.Column, suggestion);
        if (!_items.Contains(diagnostic))
        {
            _items.Add(diagnostic);
        }
    }
}
