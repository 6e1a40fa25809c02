using System.Security.Cryptography;
using System.Text;
using FlexCore.Domain;

namespace FlexCore.Application.Privacy.Keys;

/// <summary>Wraps data keys by master keys: AES-256-GCM, bound to tenant, person and key, so that a wrapped key that is moved to another row does not open. Stateless.</summary>
internal static class KeyWrap
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Wraps a data key.</summary>
    public static byte[] Wrap(MasterKey master, TenantId tenant, string subject, Guid keyId, ReadOnlySpan<byte> dataKey)
    {
        var wrapped = new byte[NonceBytes + TagBytes + dataKey.Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(..NonceBytes));
        using var aes = new AesGcm(master.Bytes, TagBytes);
        aes.Encrypt(wrapped.AsSpan(..NonceBytes), dataKey, wrapped.AsSpan((NonceBytes + TagBytes)..), wrapped.AsSpan(NonceBytes, TagBytes), BoundTo(tenant, subject, keyId));
        return wrapped;
    }

    /// <summary>Opens a wrapped data key.</summary>
    /// <exception cref="MasterKeyException">The master key is another one than that of its name, or the row was changed.</exception>
    public static byte[] Unwrap(MasterKey master, SubjectKey key)
    {
        var wrapped = key.Wrapped.Span;
        var dataKey = new byte[MasterKey.ByteCount];
        try
        {
            using var aes = new AesGcm(master.Bytes, TagBytes);
            aes.Decrypt(wrapped[..NonceBytes], wrapped[(NonceBytes + TagBytes)..], wrapped.Slice(NonceBytes, TagBytes), dataKey, BoundTo(key.Tenant, key.Subject, key.KeyId));
            return dataKey;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new MasterKeyException(
                $"The master key '{master.Id}' does not open the key of subject '{key.Subject}': it is not the key that had this name before, or the stored key was changed. Restore the master key of this name.", error);
        }
    }

    private static byte[] BoundTo(TenantId tenant, string subject, Guid keyId) => Encoding.UTF8.GetBytes($"flexcore.subject-key.v1\n{tenant.Value}\n{subject}\n{keyId:N}");
}
