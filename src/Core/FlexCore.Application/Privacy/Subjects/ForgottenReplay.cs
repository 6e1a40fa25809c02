using System.Security.Cryptography;
using FlexCore.Application.Journal;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Domain;
using FlexCore.Domain.DataSubjects;

namespace FlexCore.Application.Privacy.Subjects;

/// <summary>
/// Makes the keys fit what the log says: a person who is on record as forgotten has no key. A backup of the keys that was restored would bring forgotten persons back; so this is done at each start of a node, before anybody
/// reads, and when a store is told that it was restored. Stateless; may run at once on several nodes.
/// </summary>
/// <param name="directory">Which persons are on record.</param>
/// <param name="journal">What is on record of them.</param>
/// <param name="keys">The keys.</param>
public sealed class ForgottenReplay(IEntityDirectory directory, IEventJournal journal, ISubjectKeyStore keys)
{
    /// <summary>Destroys the keys that should not be there. One look for each forgotten person, and nothing more where the keys fit.</summary>
    /// <param name="cancellationToken">Stops between two persons.</param>
    /// <returns>How many keys it has destroyed, or kept from being made anew.</returns>
    /// <exception cref="JournalException">The store cannot be used.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var again = 0;
        await foreach (var id in directory.ListAsync(DataSubjectDecider.Kind, cancellationToken).ConfigureAwait(false))
        {
            var known = await keys.FindAsync(id.Tenant, id.Key, cancellationToken).ConfigureAwait(false);
            if (known is { IsForgotten: true } || await ForgottenAtAsync(id, cancellationToken).ConfigureAwait(false) is not { } at)
            {
                continue;
            }

            if (known is null)
            {
                // The backup is older than the key. Without a trace of it the person would be taken for a new one, and get a key that forgets nothing.
                await keys.AddAsync(new SubjectKey(id.Tenant, id.Key, Guid.NewGuid(), "none", RandomNumberGenerator.GetBytes(1), at), cancellationToken).ConfigureAwait(false);
            }

            await keys.ForgetAsync(id.Tenant, id.Key, at, cancellationToken).ConfigureAwait(false);
            again++;
        }

        return again;
    }

    private async ValueTask<DateTimeOffset?> ForgottenAtAsync(EntityId id, CancellationToken cancellationToken)
    {
        await foreach (var stored in journal.ReadStreamAsync(id, 1, cancellationToken).ConfigureAwait(false))
        {
            if (stored.Type == DataSubjectCodecs.ForgottenType)
            {
                return ((DataSubjectEvent.Forgotten)DataSubjectCodecs.Events.Decode(stored.Type, stored.SchemaVersion, stored.Payload)).At;
            }
        }

        return null;
    }
}
