namespace FlexCore.Cluster.Tests.Transport.Wire;

/// <summary>Gives its bytes in pieces of random length, as a network does.</summary>
internal sealed class ChoppedStream(byte[] bytes, Random random) : MemoryStream(bytes)
{
    /// <summary>Whether the last read gave anything.</summary>
    public bool HasGiven { get; private set; } = true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Read(buffer.Span[..Math.Min(buffer.Length, random.Next(1, 40))]);
        HasGiven = count > 0;
        return new ValueTask<int>(count);
    }
}
