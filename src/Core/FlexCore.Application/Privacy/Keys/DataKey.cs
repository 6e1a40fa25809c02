using System.Security.Cryptography;

namespace FlexCore.Application.Privacy.Keys;

/// <summary>A data key in clear, for one call: disposing wipes it. Owned by its caller.</summary>
internal sealed class DataKey(Guid id, byte[] bytes) : IDisposable
{
    public Guid Id => id;

    public ReadOnlySpan<byte> Bytes => bytes;

    public DataKey Copy() => new(id, bytes.ToArray());

    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);
}
