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

    public ValueTask<IReadOnlyList<EntityId>> ReadAsync(EntityRange range, CancellationToken cancellationToken = default) => new(PartOf(range, log.StreamsOf(range.Kind)));

    public ValueTask<long> CountAsync(EntityRange range, CancellationToken cancellationToken = default) => new(log.StreamsOf(range.Kind).LongCount(range.Contains));

    internal static IReadOnlyList<EntityId> PartOf(EntityRange range, IEnumerable<EntityId> all) =>
        [.. all.Where(range.Contains).OrderBy(static id => id.Key, StringComparer.Ordinal).Skip(range.Skip).Take(range.Limit)];
}
