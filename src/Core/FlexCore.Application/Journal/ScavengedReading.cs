using FlexCore.Application.Events;
using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>Finds where a stream begins whose old events were taken away.</summary>
public static class ScavengedReading
{
    /// <summary>Whether an event is only the place of one that was taken away.</summary>
    /// <param name="stored">The event.</param>
    public static bool IsScavenged(this StoredEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return string.Equals(stored.Type, SystemEvents.Scavenged, StringComparison.Ordinal);
    }

    /// <summary>The first version from one on that is still there, found by halving: what is gone is the beginning of a stream and nothing else.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="gone">A version that is known to be gone.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The version; one behind the end when all are gone.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    public static async ValueTask<long> FirstKeptAsync(this IEventJournal journal, EntityId stream, long gone, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var (low, step) = (gone, 1L);
        while (await IsGoneAsync(journal, stream, low + step, cancellationToken).ConfigureAwait(false))
        {
            low += step;
            step *= 2;
        }

        var high = low + step;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (await IsGoneAsync(journal, stream, middle, cancellationToken).ConfigureAwait(false))
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    private static async ValueTask<bool> IsGoneAsync(IEventJournal journal, EntityId stream, long version, CancellationToken cancellationToken)
    {
        await foreach (var stored in journal.ReadStreamAsync(stream, version, cancellationToken).ConfigureAwait(false))
        {
            return stored.IsScavenged();
        }

        return false;
    }
}
