namespace FlexCore.Application.DataStreams;

/// <summary>A stream to create from a document.</summary>
/// <param name="Document">The pipeline file's text, without mistakes. Its <c>name</c> becomes the stream's key.</param>
public sealed record CreateStream(string Document)
{
    /// <summary>Whether the stream starts at once.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool Start { get; init; } = true;
}
