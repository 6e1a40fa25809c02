using System.Globalization;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>How leases look in tables. Pure.</summary>
internal static class LeaseRows
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["LEASE", "OWNER", "HELD", "EPOCH", "SINCE"];

    /// <summary>A lease.</summary>
    /// <param name="lease">The lease.</param>
    public static IReadOnlyList<string> Row(LeaseInfo lease) =>
        [lease.Name, lease.Owner, lease.Held ? "yes" : "no", lease.Epoch.ToString(CultureInfo.InvariantCulture), Answers.Time(lease.Since) ?? string.Empty];
}
