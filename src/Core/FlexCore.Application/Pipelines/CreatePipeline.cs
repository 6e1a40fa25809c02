namespace FlexCore.Application.Pipelines;

/// <summary>A pipeline to create.</summary>
/// <param name="Document">The pipeline file's text, YAML or JSON. Its <c>name</c> becomes the pipeline's key. A draft may have mistakes, but not in its name.</param>
public sealed record CreatePipeline(string Document)
{
    /// <summary>A name for people.</summary>
    /// <value>The default value is the document's name.</value>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    /// <value>The default value is the document's description.</value>
    public string? Description { get; init; }
}
