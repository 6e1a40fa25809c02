using System.Security.Cryptography;
using FlexCore.Domain;

namespace FlexCore.Application.Entities;

/// <summary>Makes the hashes that tell requests with the same idempotency key apart, see <see cref="CommandContext.RequestHash"/>. Pure.</summary>
public static class RequestHash
{
    private const int Bytes = 16;

    /// <summary>The hash of a request's content: the first 16 bytes of its SHA-256 as hexadecimal digits.</summary>
    /// <param name="content">What was asked.</param>
    public static string Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Convert.ToHexStringLower(hash[..Bytes]);
    }
}
