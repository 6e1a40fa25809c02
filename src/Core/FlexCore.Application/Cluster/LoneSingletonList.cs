namespace FlexCore.Application.Cluster;

/// <summary>The singletons of a process that is alone: it leads, and runs them all. Thread-safe.</summary>
/// <param name="board">What they have done.</param>
/// <param name="self">The process's name.</param>
/// <param name="since">When it started.</param>
public sealed class LoneSingletonList(SingletonBoard board, string self, DateTimeOffset since) : ISingletonList
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SingletonFacts>> ListAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<SingletonFacts>>([new SingletonFacts(NamedLease.Leader, self, 1, since, IsHeld: true), .. board.List()]);
}
