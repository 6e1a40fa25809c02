using FlexCore.Application.Cluster;
using FlexCore.Domain;

namespace FlexCore.Cluster.Membership;

/// <summary>Writes what an operator says into the membership table. When it returns, this node's view has it too, unless the table could not be read again.</summary>
/// <remarks>Thread-safe; keeps nothing. A write that lost a race is decided again on the newer table.</remarks>
/// <param name="members">The table.</param>
/// <param name="reader">Brings it into the view.</param>
/// <param name="hints">Tells the others.</param>
internal sealed class ClusterControl(IMembershipTable members, TableReader reader, HintSpreader hints) : IClusterControl
{
    private const int AttemptsMax = 20;

    /// <inheritdoc/>
    public ValueTask<Refusal?> LeaveAsync(string node, CancellationToken cancellationToken = default) => SetAsync(node, MemberStatus.Leaving, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Refusal?> DownAsync(string node, CancellationToken cancellationToken = default) => SetAsync(node, MemberStatus.Down, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<NodeId>> DownUnreachableAsync(CancellationToken cancellationToken = default)
    {
        var snapshot = await members.ReadAsync(cancellationToken);
        var down = new List<NodeId>();
        foreach (var suspect in snapshot.Members.Where(static member => member.Status is not MemberStatus.Down && !member.Suspicions.IsEmpty))
        {
            if (await SetAsync(suspect.Id.Name, MemberStatus.Down, cancellationToken) is null)
            {
                down.Add(suspect.Id);
            }
        }

        return down;
    }

    private async ValueTask<Refusal?> SetAsync(string node, MemberStatus status, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var snapshot = await members.ReadAsync(cancellationToken);
            if (snapshot.Members.FirstOrDefault(member => member.Id.Name == node && member.Status is not MemberStatus.Down) is not { } row)
            {
                var living = snapshot.Members.Where(static member => member.Status is not MemberStatus.Down).Select(static member => member.Id.Name);
                return new Refusal("unknown-node", $"No member that lives is named '{node}'. There are: {string.Join(", ", living)}.");
            }

            if (row.Status >= status)
            {
                await reader.ReadMembersAsync(cancellationToken);
                return null;
            }

            if (await members.TryUpdateAsync(row with { Status = status }, snapshot.Version, cancellationToken))
            {
                await reader.ReadMembersAsync(cancellationToken);
                hints.Spread();
                return null;
            }
        }

        return new Refusal("overloaded", $"The membership changed {AttemptsMax} times while '{node}' was to be {status.ToString().ToLowerInvariant()}. Try again.");
    }
}
