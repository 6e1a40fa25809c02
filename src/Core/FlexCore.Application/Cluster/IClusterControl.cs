using FlexCore.Domain;
using FlexCore.Application.Journal;

namespace FlexCore.Application.Cluster;

/// <summary>What an operator can tell a cluster. Decisions go into the membership table, so every node carries them out, whichever was asked. Thread-safe.</summary>
public interface IClusterControl
{
    /// <summary>Lets a node leave: it hands off its shards one by one and ends.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="cancellationToken">Stops waiting; the decision may still be written.</param>
    /// <returns>Why not, or <see langword="null"/> when it is leaving now. <c>unknown-node</c>: no member that lives has this name.</returns>
    /// <exception cref="JournalException">The membership table cannot be read or written.</exception>
    ValueTask<Refusal?> LeaveAsync(string node, CancellationToken cancellationToken = default);

    /// <summary>Declares a node dead without asking it. Its shards go to others at once; a process that still runs ends itself.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="cancellationToken">Stops waiting; the decision may still be written.</param>
    /// <returns>Why not, or <see langword="null"/> when it is down now. <c>unknown-node</c>: no member that lives has this name.</returns>
    /// <exception cref="JournalException">The membership table cannot be read or written.</exception>
    ValueTask<Refusal?> DownAsync(string node, CancellationToken cancellationToken = default);

    /// <summary>Declares dead every member that others suspect.</summary>
    /// <param name="cancellationToken">Stops waiting; decisions may still be written.</param>
    /// <returns>Who is down now; empty when nobody was suspected.</returns>
    /// <exception cref="JournalException">The membership table cannot be read or written.</exception>
    ValueTask<IReadOnlyList<NodeId>> DownUnreachableAsync(CancellationToken cancellationToken = default);
}
