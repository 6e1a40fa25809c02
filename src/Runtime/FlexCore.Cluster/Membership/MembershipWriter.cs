using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>Changes rows of the membership table: reads, decides, writes, and begins again when another was faster.</summary>
/// <remarks>Thread-safe. Bounded: after <see cref="TriesMax"/> lost races the caller's next round goes on.</remarks>
internal sealed class MembershipWriter(NodeParts parts, TableReader reader, HintSpreader hints)
{
    internal const int TriesMax = 8;

    /// <summary>Decides on the newest rows and writes one of them.</summary>
    /// <param name="what">What is done, for the log.</param>
    /// <param name="decide">Gives the row to write, or <see langword="null"/> when nothing needs to be done. May be called more than once.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    internal async Task<WriteOutcome> ChangeAsync(string what, Func<MembershipSnapshot, Member?> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < TriesMax && !cancellationToken.IsCancellationRequested; attempt++)
        {
            if (await reader.ReadMembersAsync(cancellationToken) is not { } snapshot)
            {
                return WriteOutcome.Failed;
            }

            if (decide(snapshot) is not { } row)
            {
                return WriteOutcome.Unneeded;
            }

            var written = await parts.Calls.TryAsync(what, token => parts.Tables.Members.TryUpdateAsync(row, snapshot.Version, token), cancellationToken);
            if (!written.Succeeded)
            {
                return WriteOutcome.Failed;
            }

            if (written.Value)
            {
                await reader.ReadMembersAsync(cancellationToken);
                hints.Spread();
                return WriteOutcome.Written;
            }
        }

        return WriteOutcome.Failed;
    }
}
