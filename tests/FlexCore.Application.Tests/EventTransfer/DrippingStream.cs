namespace FlexCore.Application.Tests.EventTransfer;

/// <summary>Gives few bytes at a time, as a network does.</summary>
internal sealed class DrippingStream(byte[] bytes, int chunk) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
}
