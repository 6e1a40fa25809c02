using System.Text;

namespace FlexCore.Domain;

/// <summary>The identity of one event-sourced entity: tenant, kind and key. Also the name of its event stream.</summary>
/// <remarks>
/// A class, so that the stream id and the stable hash are computed once and not on every mailbox or journal look-up.
/// Instances are immutable and safe to share between threads.
/// </remarks>
public sealed class EntityId : IEquatable<EntityId>
{
    private const ulong FnvOffsetBasis = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>Creates an identity.</summary>
    /// <param name="tenant">The owning tenant.</param>
    /// <param name="kind">The entity kind, for example <c>pipeline</c>: 1 to 64 of <c>a-z 0-9 - _ .</c>.</param>
    /// <param name="key">The key within tenant and kind: 1 to 200 of <c>A-Z a-z 0-9 - _ . :</c>, beginning with a letter or digit.</param>
    /// <exception cref="InvalidIdentifierException">A part breaks its rule.</exception>
    public EntityId(TenantId tenant, string kind, string key)
    {
        IdentifierRules.Require("kind", kind, IdentifierRules.KindLengthMax, upperCase: false);
        IdentifierRules.Require("key", key, IdentifierRules.KeyLengthMax, upperCase: true);
        Tenant = tenant;
        Kind = kind;
        Key = key;
        StreamId = $"{tenant.Value}/{kind}/{key}";
        StableHash = Fnv1a(StreamId);
    }

    /// <summary>The owning tenant.</summary>
    public TenantId Tenant { get; }

    /// <summary>The entity kind.</summary>
    public string Kind { get; }

    /// <summary>The key within tenant and kind.</summary>
    public string Key { get; }

    /// <summary>The event stream's name: <c>tenant/kind/key</c>.</summary>
    public string StreamId { get; }

    /// <summary>FNV-1a (64 bit) over the UTF-8 stream id, finished with a mix; the same on every machine and in every version.</summary>
    public ulong StableHash { get; }

    /// <summary>The shard this entity lives in.</summary>
    /// <param name="shardCount">The store's fixed number of shards, at least 1.</param>
    /// <returns>A number from 0 to <paramref name="shardCount"/> - 1.</returns>
    public int ShardOf(int shardCount) => (int)(StableHash % (ulong)shardCount);

    /// <summary>Reads a stream id of the form <c>tenant/kind/key</c>.</summary>
    /// <param name="streamId">The text.</param>
    /// <returns>The identity.</returns>
    /// <exception cref="InvalidIdentifierException">The text does not have three valid parts.</exception>
    public static EntityId Parse(string streamId)
    {
        ArgumentNullException.ThrowIfNull(streamId);
        var parts = streamId.Split('/');
        return parts.Length == 3
            ? new EntityId(new TenantId(parts[0]), parts[1], parts[2])
            : throw new InvalidIdentifierException("stream id", streamId, "must have the form tenant/kind/key");
    }

    /// <inheritdoc/>
    public bool Equals(EntityId? other) =>
        ReferenceEquals(this, other)
        || (other is not null && StableHash == other.StableHash && string.Equals(StreamId, other.StreamId, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EntityId);

    /// <inheritdoc/>
    public override int GetHashCode() => StableHash.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => StreamId;

    // FNV-1a as published by Fowler, Noll and Vo; the finaliser is MurmurHash3's fmix64, because FNV's low bits alone spread
    // short, similar keys badly over a power-of-two shard count.
    private static ulong Fnv1a(string text)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var hash = FnvOffsetBasis;
        foreach (var b in utf8[..Encoding.UTF8.GetBytes(text, utf8)])
        {
            hash = (hash ^ b) * FnvPrime;
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        hash *= 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
