using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>Asks a journal how far a stream has come.</summary>
public static class JournalVersions
{
    /// <summary>The version of a stream's last event, found by halving: versions have no hole, so few looks tell it.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="stream">The entity.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The version; 0 for a stream without events.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    public static async ValueTask<long> FindVersionAsync(this IEventJournal journal, EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var (known, unknown) = (0L, 1L);
        while (await ExistsAsync(journal, stream, unknown, cancellationToken).ConfigureAwait(false))
        {
            known = unknown;
            unknown = checked(unknown * 2);
        }

        while (known + 1 < unknown)
        {
            var middle = known + ((unknown - known) / 2);
            if (await ExistsAsync(journal, stream, middle, cancellationToken).ConfigureAwait(false))
            {
                known = middle;
            }
            else
            {
                unknown = middle;
            }
        }

        return known;
    }

    private static async ValueTask<bool> ExistsAsync(IEventJournal journal, EntityId stream, long version, CancellationToken cancellationToken)
    {
        await foreach (var _ in journal.ReadStreamAsync(stream, version, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        return false;
    }
}
