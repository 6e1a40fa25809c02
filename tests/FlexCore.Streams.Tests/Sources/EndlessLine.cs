namespace FlexCore.Streams.Tests.Sources;

/// <summary>One long line that is never in memory.</summary>
internal sealed class EndlessLine(long length) : Stream
{
    private long _rest = length + 1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, _rest);
        buffer[..count].Fill((byte)'x');
        _rest -= count;
        if (_rest == 0 && count > 0)
        {
            buffer[count - 1] = (byte)'\n';
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
