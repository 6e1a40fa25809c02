namespace FlexCore.Cli.Online;

/// <summary>A pipeline file on its way to a node.</summary>
/// <param name="Path">Where it was read.</param>
/// <param name="Text">Its text.</param>
internal sealed record PipelineDocument(string Path, string Text);
