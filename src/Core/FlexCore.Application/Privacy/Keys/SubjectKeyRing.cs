using System.Security.Cryptography;
using FlexCore.Domain;

namespace FlexCore.Application.Privacy.Keys;

/// <summary>The data keys in use: looked up, made and unwrapped once, and kept in memory for a short time.</summary>
/// <remarks>
/// Thread-safe. At most <see cref="PrivacyOptions.CachedKeysMax"/> keys are kept, each for at most <see cref="PrivacyOptions.KeyCacheTime"/>: that is how long another node can still read what was forgotten on
/// this one. Here a destroyed key is dropped at once. Kept keys that are dropped are wiped.
/// </remarks>
/// <param name="store">Where keys are kept.</param>
/// <param name="masters">The keys that wrap them.</param>
/// <param name="options">The bounds.</param>
/// <param name="clock">The time.</param>
public sealed class SubjectKeyRing(ISubjectKeyStore store, IMasterKeys masters, PrivacyOptions options, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(TenantId Tenant, string Subject), (DataKey Key, long Since)> _kept = [];
    private readonly Queue<(TenantId Tenant, string Subject, long Since)> _order = new();

    /// <summary>How many keys are in memory.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _kept.Count;
            }
        }
    }

    internal async ValueTask<FoundKey> FindAsync(TenantId tenant, string subject, CancellationToken cancellationToken)
    {
        if (Kept(tenant, subject) is { } kept)
        {
            return new FoundKey(kept, IsForgotten: false);
        }

        return await store.FindAsync(tenant, subject, cancellationToken).ConfigureAwait(false) is { } stored
            ? await OpenAsync(stored, cancellationToken).ConfigureAwait(false)
            : default;
    }

    internal async ValueTask<FoundKey> FindOrAddAsync(TenantId tenant, string subject, CancellationToken cancellationToken)
    {
        var found = await FindAsync(tenant, subject, cancellationToken).ConfigureAwait(false);
        if (found.Key is not null || found.IsForgotten)
        {
            return found;
        }

        var (master, id, bytes) = (masters.Current, Guid.NewGuid(), RandomNumberGenerator.GetBytes(MasterKey.ByteCount));
        var wrapped = KeyWrap.Wrap(master, tenant, subject, id, bytes);
        CryptographicOperations.ZeroMemory(bytes);

        // Two nodes may make one at once: what was stored first is everybody's.
        var stored = await store.AddAsync(new SubjectKey(tenant, subject, id, master.Id, wrapped, clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        return await OpenAsync(stored, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Wraps a key by the current master key, if another one wraps it.</summary>
    /// <param name="stored">The key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was wrapped anew.</returns>
    /// <exception cref="MasterKeyException">A master key is missing.</exception>
    public async ValueTask<bool> RewrapAsync(SubjectKey stored, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var current = masters.Current;
        if (stored.IsForgotten || stored.MasterId == current.Id)
        {
            return false;
        }

        var bytes = KeyWrap.Unwrap(masters.Find(stored.MasterId), stored);
        var wrapped = KeyWrap.Wrap(current, stored.Tenant, stored.Subject, stored.KeyId, bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return await store.RewrapAsync(stored, current.Id, wrapped, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops a key from memory.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="subject">The person.</param>
    public void Drop(TenantId tenant, string subject)
    {
        lock (_gate)
        {
            Remove(tenant, subject);
        }
    }

    private async ValueTask<FoundKey> OpenAsync(SubjectKey stored, CancellationToken cancellationToken)
    {
        if (stored.IsForgotten)
        {
            Drop(stored.Tenant, stored.Subject);
            return new FoundKey(null, IsForgotten: true);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var key = new DataKey(stored.KeyId, KeyWrap.Unwrap(masters.Find(stored.MasterId), stored));
        Keep(stored.Tenant, stored.Subject, key.Copy());
        return new FoundKey(key, IsForgotten: false);
    }

    private DataKey? Kept(TenantId tenant, string subject)
    {
        lock (_gate)
        {
            DropOld();
            return _kept.TryGetValue((tenant, subject), out var kept) ? kept.Key.Copy() : null;
        }
    }

    private void Keep(TenantId tenant, string subject, DataKey key)
    {
        lock (_gate)
        {
            Remove(tenant, subject);
            var now = clock.GetTimestamp();
            _kept[(tenant, subject)] = (key, now);
            _order.Enqueue((tenant, subject, now));
            DropOld();
        }
    }

    // The oldest stand in front: those behind their time go, and those over the bound.
    private void DropOld()
    {
        while (_order.TryPeek(out var oldest) && (_kept.Count > options.CachedKeysMax || clock.GetElapsedTime(oldest.Since) >= options.KeyCacheTime || _order.Count > 2 * options.CachedKeysMax))
        {
            _order.Dequeue();
            if (_kept.TryGetValue((oldest.Tenant, oldest.Subject), out var kept) && kept.Since == oldest.Since)
            {
                Remove(oldest.Tenant, oldest.Subject);
            }
        }
    }

    private void Remove(TenantId tenant, string subject)
    {
        if (_kept.Remove((tenant, subject), out var kept))
        {
            kept.Key.Dispose();
        }
    }
}
