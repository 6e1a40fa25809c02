namespace FlexCore.Client.Transport;

/// <summary>A projection's document on its way to a node.</summary>
/// <param name="Document">Its text.</param>
internal sealed record DeclaredDocument(string Document);
