namespace FlexCore.Application.Jobs;

/// <summary>A run that ends, to be done by a node.</summary>
/// <param name="Document">The pipeline file's text, without mistakes.</param>
public sealed record SubmitJob(string Document)
{
    /// <summary>Records that the job reads instead of the document's source, as they would lie in a file; <see langword="null"/> for the document's own source.</summary>
    public ReadOnlyMemory<byte>? Input { get; init; }

    /// <summary>Values that replace those under the document's <c>vars</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
