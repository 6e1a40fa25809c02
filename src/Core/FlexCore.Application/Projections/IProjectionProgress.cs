using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Application.Projections;

/// <summary>How far projections have come, and waiting for them: reading one's own writes.</summary>
/// <remarks>Thread-safe. A position never goes back while a projection keeps its generation; a reset or a swap to another generation may set it back.</remarks>
public interface IProjectionProgress
{
    /// <summary>How far the generation of a projection that is read has come: the effect of every event up to here can be seen.</summary>
    /// <param name="projection">The projection's name.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The position, or <see langword="null"/> when there is no such projection.</returns>
    /// <exception cref="JournalException">The position cannot be read.</exception>
    ValueTask<FeedCursor?> PositionAsync(string projection, CancellationToken cancellationToken = default);

    /// <summary>Waits until a projection has passed a token.</summary>
    /// <param name="projection">The projection's name.</param>
    /// <param name="token">What a command returned.</param>
    /// <param name="patience">How long to wait; zero only looks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it has passed it. When it has not, what is read may be older than the token. An unknown projection has passed nothing.</returns>
    /// <exception cref="JournalException">The position cannot be read.</exception>
    ValueTask<bool> WaitAsync(string projection, ConsistencyToken token, TimeSpan patience, CancellationToken cancellationToken = default);
}
