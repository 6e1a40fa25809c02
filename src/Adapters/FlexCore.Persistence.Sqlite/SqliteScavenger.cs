using FlexCore.Application.Journal;
using FlexCore.Application.Retention;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Reading;
using FlexCore.Persistence.Sqlite.Writing;

namespace FlexCore.Persistence.Sqlite;

/// <summary>Takes old events away, in the writer's transactions between appends. Events above the index are left for later. Thread-safe.</summary>
internal sealed class SqliteScavenger(CommitLoop loop, ReaderPool readers) : IScavenger
{
    public async ValueTask<ScavengeMark?> FindAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var rental = await readers.RentAsync(cancellationToken).ConfigureAwait(false);
        return rental.Reader.Scavenging.Find(stream);
    }

    public async ValueTask<ScavengeOutcome> RemoveAsync(long known, ScavengeMark next, CancellationToken cancellationToken = default)
    {
        IScavenger.Validate(known, next);
        cancellationToken.ThrowIfCancellationRequested();
        return await loop.RunAsync(new SessionWork<ScavengeOutcome>(session => Remove(session, known, next)), 0, cancellationToken).ConfigureAwait(false);
    }

    private static Answer<ScavengeOutcome> Remove(WriterSession session, long known, ScavengeMark next)
    {
        try
        {
            if ((session.Scavenging.Find(next.Stream)?.Version ?? 0) != known)
            {
                return new Answer<ScavengeOutcome>(ScavengeOutcome.Moved);
            }

            var count = (int)(next.Version - known);
            var seqs = session.SeqsOf(next.Stream, known + 1, count);
            if (seqs.Count < count)
            {
                return new Answer<ScavengeOutcome>(ScavengeOutcome.NotYet);
            }

            // All are looked at before the first is changed, so that damage refuses the whole and is never tidied away.
            for (var i = 0; i < count; i++)
            {
                session.VerifyEvent(next.Stream, known + 1 + i, seqs[i]);
            }

            session.Changed();
            for (var i = 0; i < count; i++)
            {
                session.Hollow(next.Stream, known + 1 + i, seqs[i]);
            }

            session.Scavenging.Save(next);
            return new Answer<ScavengeOutcome>(ScavengeOutcome.Removed);
        }
        catch (CorruptEventException damaged)
        {
            return new Answer<ScavengeOutcome>(default, damaged);
        }
    }
}
