using FlexCore.Application.Journal;
using FlexCore.Application.Projections;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Finds where a command's writes stand in the feed: it looks at the last event that each entity answered with. Stateless and thread-safe.</summary>
internal sealed class JournalPlaces(IEventJournal journal)
{
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public async ValueTask<ConsistencyToken> FindAsync(IReadOnlyList<EntityEffect> effects, CancellationToken cancellationToken)
    {
        var token = ConsistencyToken.None;
        foreach (var effect in effects)
        {
            // Version 0: the entity accepted and wrote nothing, so there is nothing to wait for.
            if (effect.Version == 0)
            {
                continue;
            }

            await foreach (var written in journal.ReadStreamAsync(effect.Entity, effect.Version, cancellationToken).ConfigureAwait(false))
            {
                token = token.And(ConsistencyToken.At(written.Shard, written.Offset));
                break;
            }
        }

        return token;
    }
}
