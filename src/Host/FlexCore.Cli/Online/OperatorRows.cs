using System.Globalization;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>How operators look in tables.</summary>
internal static class OperatorRows
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["OPERATOR", "IN", "OUT", "ERRORS", "BUSY", "HELD UP", "QUEUE"];

    /// <summary>An operator.</summary>
    /// <param name="info">The operator.</param>
    public static IReadOnlyList<string> Row(OperatorInfo info)
    {
        var total = info.BusySeconds + info.BackPressuredSeconds + info.IdleSeconds;
        return
        [
            info.Name,
            Amounts.Count(info.RecordsIn),
            Amounts.Count(info.RecordsOut),
            Amounts.Count(info.Errors),
            Share(info.BusySeconds, total),
            Share(info.BackPressuredSeconds, total),
            info.QueueDepth is { } depth ? string.Create(CultureInfo.InvariantCulture, $"{depth} of {info.QueueCapacity}") : "-",
        ];
    }

    private static string Share(double part, double total) => total > 0 ? string.Create(CultureInfo.InvariantCulture, $"{part / total * 100:0.0} %") : "-";
}
