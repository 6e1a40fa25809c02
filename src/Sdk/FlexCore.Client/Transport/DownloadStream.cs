using FlexCore.Client.Problems;
using FlexCore.Client.Settings;

namespace FlexCore.Client.Transport;

/// <summary>What a node sends, with failures of the connection told apart from those of whoever writes it down. Used by one reader.</summary>
/// <param name="node">The node.</param>
/// <param name="content">The answer's content; disposed with the stream.</param>
/// <param name="options">How long silence may last.</param>
internal sealed class DownloadStream(Uri node, Stream content, FlexCoreClientOptions options) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var silence = new CancellationTokenSource(options.SilenceMax, options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await content.ReadAsync(buffer, both.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw new NodeUnavailableException($"The node at {node} broke off its answer: {error.Message}", error);
        }
        catch (OperationCanceledException error) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new NodeUnavailableException(FormattableString.Invariant($"The node at {node} has sent nothing for {options.SilenceMax.TotalSeconds:0.#} s."), error);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
