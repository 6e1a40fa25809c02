using System.Runtime.CompilerServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>A journal that hides one version until it is repaired.</summary>
internal sealed class HoleyJournal(IEventJournal inner, long missing) : IEventJournal
{
    private volatile bool _repaired;

    public ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(request, cancellationToken);

    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        EntityId stream, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var stored in inner.ReadStreamAsync(stream, fromVersion, cancellationToken))
        {
            if (_repaired || stored.Version != missing)
            {
                yield return stored;
            }
        }
    }

    internal void Repair() => _repaired = true;
}
