using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>The rule of idempotency keys, for every way to an entity.</summary>
internal static class IdempotencyKeys
{
    /// <summary>The most characters.</summary>
    internal const int LengthMax = 128;

    /// <exception cref="ArgumentException">The key is empty or too long, or the hash of the request is none.</exception>
    internal static void Require(CommandContext context)
    {
        if (context.IdempotencyKey is { Length: 0 or > LengthMax } key)
        {
            throw new ArgumentException($"The idempotency key has {key.Length} characters; give it 1 to {LengthMax}, or none.", nameof(context));
        }

        if (context.RequestHash is { } hash && !KeyText.IsHash(hash))
        {
            throw new ArgumentException($"The request hash has {hash.Length} characters; give it 32 hexadecimal digits in lower case, or none.", nameof(context));
        }
    }
}
