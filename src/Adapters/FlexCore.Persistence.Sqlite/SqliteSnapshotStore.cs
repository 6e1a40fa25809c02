using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Metrics;
using FlexCore.Persistence.Sqlite.Reading;
using FlexCore.Persistence.Sqlite.Writing;
using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.Sqlite;

/// <summary>Snapshots; they ride along with the next commit. Thread-safe.</summary>
internal sealed partial class SqliteSnapshotStore(CommitLoop loop, ReaderPool readers, JournalInstruments instruments, ILogger logger) : ISnapshotStore
{
    private readonly ILogger _logger = logger;

    public async ValueTask SaveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        cancellationToken.ThrowIfCancellationRequested();
        var work = new SessionWork<bool>(session =>
        {
            var saved = session.Snapshots.Save(snapshot);
            if (saved)
            {
                session.Changed();
            }

            return new Answer<bool>(saved);
        });
        await loop.RunAsync(work, snapshot.Payload.Length, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<StoredSnapshot?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var rental = await readers.RentAsync(cancellationToken).ConfigureAwait(false);
        var snapshot = rental.Reader.Snapshots.Load(stream, out var isDamaged);
        if (isDamaged)
        {
            instruments.SnapshotDamaged();
            LogDamaged(stream.StreamId);
        }

        return snapshot;
    }
}
