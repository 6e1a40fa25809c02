namespace FlexCore.Application.Privacy.Keys;

/// <summary>A key that wraps data keys. Immutable; its text form has the name only, so that no log ever has the key.</summary>
public sealed class MasterKey
{
    /// <summary>How many bytes a key has: AES-256.</summary>
    public const int ByteCount = 32;

    private readonly byte[] _bytes;

    /// <summary>Creates a master key.</summary>
    /// <param name="id">Its name: 1 to 50 of <c>A-Z a-z 0-9 - _ .</c>.</param>
    /// <param name="bytes">The key; copied.</param>
    /// <exception cref="ArgumentException">The name or the length is wrong. The message does not have the key.</exception>
    public MasterKey(string id, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length is 0 or > 50 || !id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            throw new ArgumentException("The name of a master key has 1 to 50 characters of A-Z a-z 0-9 - _ .");
        }

        if (bytes.Length != ByteCount)
        {
            throw new ArgumentException($"The master key '{id}' has {bytes.Length} bytes; it must have {ByteCount}. Make one with: openssl rand -base64 {ByteCount}");
        }

        (Id, _bytes) = (id, bytes.ToArray());
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <inheritdoc/>
    public override string ToString() => $"master key '{Id}'";
}
