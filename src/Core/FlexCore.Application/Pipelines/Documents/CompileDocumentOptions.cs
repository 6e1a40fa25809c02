namespace FlexCore.Application.Pipelines.Documents;

/// <summary>What replaces parts of a document when it is compiled.</summary>
public sealed record CompileDocumentOptions
{
    /// <summary>Nothing is replaced.</summary>
    public static CompileDocumentOptions None { get; } = new();

    /// <summary>A file that is read instead of the document's source, or <see langword="null"/>.</summary>
    public string? InputFile { get; init; }

    /// <summary>A file that is written instead of standard output, or <see langword="null"/>: then a document with a stdout sink has a mistake.</summary>
    public string? OutputFile { get; init; }

    /// <summary>Values that replace those under <c>vars</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
