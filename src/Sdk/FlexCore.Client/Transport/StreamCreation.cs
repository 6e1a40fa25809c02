namespace FlexCore.Client.Transport;

/// <summary>The body that creates a stream.</summary>
/// <param name="Document">The pipeline file's text.</param>
/// <param name="Start">Whether to start it at once.</param>
internal sealed record StreamCreation(string Document, bool Start);
