using System.Runtime.CompilerServices;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Testing.Storage;

/// <summary>Which entities an <see cref="InMemoryLog"/> has.</summary>
internal sealed class InMemoryEntityDirectory(InMemoryLog log) : IEntityDirectory
{
    public async IAsyncEnumerable<EntityId> ListAsync(string kind, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var id in log.StreamsOf(kind))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }
    }
}
