namespace FlexCore.Application.Pipelines;

/// <summary>What to change of a pipeline; what is <see langword="null"/> stays.</summary>
/// <remarks>A changed document of a pipeline that is no draft any more must be without mistakes and publishes the next version.</remarks>
public sealed record UpdatePipeline
{
    /// <summary>The pipeline file's text. Its <c>name</c> must stay.</summary>
    public string? Document { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
}
