using System.Runtime.CompilerServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>A journal that counts the events read through it.</summary>
internal sealed class CountingJournal(IEventJournal inner) : IEventJournal
{
    private int _eventsRead;

    internal int EventsRead => Volatile.Read(ref _eventsRead);

    public ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(request, cancellationToken);

    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        EntityId stream, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var stored in inner.ReadStreamAsync(stream, fromVersion, cancellationToken))
        {
            Interlocked.Increment(ref _eventsRead);
            yield return stored;
        }
    }
}
