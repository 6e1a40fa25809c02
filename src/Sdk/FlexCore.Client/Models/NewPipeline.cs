namespace FlexCore.Client.Models;

/// <summary>A pipeline to create.</summary>
/// <param name="Document">The pipeline file's text, YAML or JSON.</param>
public sealed record NewPipeline(string Document)
{
    /// <summary>The name for people; <see langword="null"/> for the document's.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for; <see langword="null"/> for the document's.</summary>
    public string? Description { get; init; }
}
