namespace FlexCore.Client.Calls;

/// <summary>Bytes that a node sends as long as the caller reads. Used by one reader.</summary>
public sealed class NodeDownload : IDisposable
{
    private readonly HttpResponseMessage _response;

    internal NodeDownload(HttpResponseMessage response, Stream content)
    {
        _response = response;
        Content = content;
    }

    /// <summary>The bytes. Reading from a connection that breaks or falls silent throws a <see cref="Problems.NodeUnavailableException"/>.</summary>
    public Stream Content { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Content.Dispose();
        _response.Dispose();
    }
}
