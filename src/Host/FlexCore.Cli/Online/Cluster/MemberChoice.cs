using FlexCore.Cli.ExitCodes;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>Which member an operator means. Pure.</summary>
internal static class MemberChoice
{
    /// <summary>Finds a member that is not down.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="named">Its name, or <c>name@incarnation</c>.</param>
    /// <exception cref="CliException">There is none, or it is another life of that node.</exception>
    public static MemberInfo Of(ClusterInfo cluster, string named)
    {
        var name = named.LastIndexOf('@') is > 0 and var at ? named[..at] : named;
        var member = cluster.Members.FirstOrDefault(member => member.Name == name && member.Status != "down");
        if (member is null)
        {
            var alive = cluster.Members.Where(static other => other.Status != "down").Select(static other => other.Name);
            throw new CliException(ExitCode.NodeRefused, $"The cluster has no member '{named}' that is not down. It has: {string.Join(", ", alive)}.");
        }

        return named == name || named == member.Id
            ? member
            : throw new CliException(ExitCode.NodeRefused, $"'{named}' is not the one that lives: that is '{member.Id}'. Nothing was changed.");
    }
}
