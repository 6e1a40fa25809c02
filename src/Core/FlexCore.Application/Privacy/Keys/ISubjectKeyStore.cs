using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.Privacy.Keys;

/// <summary>Keeps the wrapped data keys of persons, outside the journal and its append-only rule: a key that is destroyed is gone from the store's files.</summary>
/// <remarks>
/// Every change is durable when its task completes. What an operating system, a file system or a backup still has of a destroyed key is outside a store's reach: keep backups of this table for a short
/// time only. A destroyed key alone would be of no use without the master key. Thread-safe.
/// </remarks>
public interface ISubjectKeyStore
{
    /// <summary>Finds a person's key.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="subject">The person.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The key, also a destroyed one; <see langword="null"/> when there never was one.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<SubjectKey?> FindAsync(TenantId tenant, string subject, CancellationToken cancellationToken = default);

    /// <summary>Adds the key of a person who has none. Of several at once the first one is kept.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops waiting; the key may still be added.</param>
    /// <returns>The key that is kept now: the given one, an earlier one, or a destroyed one.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<SubjectKey> AddAsync(SubjectKey key, CancellationToken cancellationToken = default);

    /// <summary>Puts the same data key under another master key. Does nothing when the key was destroyed, or wrapped anew by somebody else, meanwhile.</summary>
    /// <param name="known">The key as it was read.</param>
    /// <param name="masterId">The other master key.</param>
    /// <param name="wrapped">The same data key, wrapped by it.</param>
    /// <param name="cancellationToken">Stops waiting; it may still happen.</param>
    /// <returns>Whether it was done.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<bool> RewrapAsync(SubjectKey known, string masterId, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken = default);

    /// <summary>Destroys a person's key. Doing it again changes nothing.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="subject">The person.</param>
    /// <param name="at">The instant that is kept.</param>
    /// <param name="cancellationToken">Stops waiting; it may still happen.</param>
    /// <returns>What is left: the instant at which it was destroyed first. <see langword="null"/> when there never was a key.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<SubjectKey?> ForgetAsync(TenantId tenant, string subject, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Lists keys by tenant and person.</summary>
    /// <param name="tenant">Only this tenant's; <see langword="null"/> for all.</param>
    /// <param name="after">Only those behind this key; <see langword="null"/> for the first ones.</param>
    /// <param name="limit">The most wanted, 1 to 10,000.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<SubjectKey>> ListAsync(TenantId? tenant, SubjectKey? after, int limit, CancellationToken cancellationToken = default);
}
