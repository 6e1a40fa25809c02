using System.Globalization;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>How the partitions of a spread stream look in tables.</summary>
internal static class PartitionRows
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["PARTITION", "NODE", "STATUS", "IN", "OUT", "ERRORS", "ATTEMPT", "ERROR"];

    /// <summary>A partition.</summary>
    /// <param name="info">The partition.</param>
    public static IReadOnlyList<string> Row(PartitionInfo info) =>
    [
        info.Partition.ToString(CultureInfo.InvariantCulture),
        info.Node ?? "-",
        info.Status,
        Amounts.Count(info.Progress?.RecordsIn ?? 0),
        Amounts.Count(info.Progress?.RecordsOut ?? 0),
        Amounts.Count(info.Progress?.Errors ?? 0),
        info.Attempt.ToString(CultureInfo.InvariantCulture),
        SafeText.OneLine(info.Error ?? "-"),
    ];
}
