namespace FlexCore.Client.Models;

/// <summary>A run to submit.</summary>
/// <param name="Document">The pipeline file's text, YAML or JSON.</param>
public sealed record NewJob(string Document)
{
    /// <summary>Records that are read instead of the document's source, as they would lie in a file; <see langword="null"/> for the document's own source.</summary>
    public string? Input { get; init; }

    /// <summary>Values that replace those under the document's <c>vars</c>; <see langword="null"/> for none.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }
}
