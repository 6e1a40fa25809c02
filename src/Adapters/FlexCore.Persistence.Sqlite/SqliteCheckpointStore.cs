using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Reading;
using FlexCore.Persistence.Sqlite.Writing;

namespace FlexCore.Persistence.Sqlite;

/// <summary>Stream checkpoints, durable like events. Thread-safe.</summary>
internal sealed class SqliteCheckpointStore(CommitLoop loop, ReaderPool readers) : ICheckpointStore
{
    public async ValueTask SaveAsync(StreamCheckpoint checkpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        cancellationToken.ThrowIfCancellationRequested();
        await loop.RunAsync(new SessionWork<bool>(session => Save(session, checkpoint)), checkpoint.Payload.Length, cancellationToken)
            .ConfigureAwait(false);
    }

    public async ValueTask<StreamCheckpoint?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var rental = await readers.RentAsync(cancellationToken).ConfigureAwait(false);
        return rental.Reader.Checkpoints.Load(stream);
    }

    public async ValueTask DeleteAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        cancellationToken.ThrowIfCancellationRequested();
        var work = new SessionWork<bool>(session =>
        {
            session.Changed();
            session.Checkpoints.Delete(stream);
            return new Answer<bool>(true);
        });
        await loop.RunAsync(work, 0, cancellationToken).ConfigureAwait(false);
    }

    private static Answer<bool> Save(WriterSession session, StreamCheckpoint checkpoint)
    {
        StreamCheckpoint? stored;
        try
        {
            stored = session.Checkpoints.Load(checkpoint.Stream);
        }
        catch (JournalException damaged) when (damaged is not Faults.StoreException)
        {
            return new Answer<bool>(false, damaged);
        }

        if (stored is not null && stored.RunId == checkpoint.RunId && stored.Sequence >= checkpoint.Sequence)
        {
            return new Answer<bool>(false, CheckpointRefusal.NotNewer(checkpoint, stored.Sequence));
        }

        session.Changed();
        session.Checkpoints.Save(checkpoint);
        return new Answer<bool>(true);
    }
}
