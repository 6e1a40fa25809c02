namespace FlexCore.Application.Cluster;

/// <summary>Who leads, and which component runs where: since when, and what it did last. Thread-safe.</summary>
public interface ISingletonList
{
    /// <summary>The leader first, then the singletons by name.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="Journal.JournalException">The leases cannot be read.</exception>
    ValueTask<IReadOnlyList<SingletonFacts>> ListAsync(CancellationToken cancellationToken = default);
}
