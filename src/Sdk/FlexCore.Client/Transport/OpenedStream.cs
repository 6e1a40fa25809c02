namespace FlexCore.Client.Transport;

/// <summary>A stream of events that a node has opened.</summary>
/// <param name="Node">The node.</param>
/// <param name="Response">Its answer, which the owner disposes.</param>
internal sealed record OpenedStream(Uri Node, HttpResponseMessage Response);
