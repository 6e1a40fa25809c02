namespace FlexCore.Client.Tests;

/// <summary>Gives its bytes in pieces of random size, as a network does, and then ends or breaks.</summary>
internal sealed class DribblingStream(byte[] bytes, Random random, Exception? end = null) : ReadOnlyStream
{
    private int _at;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == bytes.Length && end is not null)
        {
            return ValueTask.FromException<int>(end);
        }

        var length = Math.Min(Math.Min(buffer.Length, random.Next(1, 8)), bytes.Length - _at);
        bytes.AsSpan(_at, length).CopyTo(buffer.Span);
        _at += length;
        return new ValueTask<int>(length);
    }
}
