using System.Runtime.CompilerServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Testing.Storage;

/// <summary>The journal over an <see cref="InMemoryLog"/>. Appends complete synchronously.</summary>
internal sealed class InMemoryJournal(InMemoryLog log) : IEventJournal
{
    public ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<AppendResult>(log.Append(request));
    }

    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        EntityId stream, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var stored in log.ReadStream(stream, fromVersion))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return stored;
        }
    }
}
