namespace FlexCore.Client.Models;

/// <summary>A node whose part of an answer is missing.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Reason">Why.</param>
public sealed record MissingNode(string Node, string Reason);
