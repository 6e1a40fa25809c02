using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>How histories look in tables.</summary>
internal static class HistoryRows
{
    private const int PayloadWidth = 80;

    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["#", "AT", "EVENT", "BY", "WHAT"];

    /// <summary>An event.</summary>
    /// <param name="entry">The event.</param>
    public static IReadOnlyList<string> Row(HistoryEvent entry) =>
    [
        entry.Version.ToString(CultureInfo.InvariantCulture),
        Answers.Time(entry.At) ?? string.Empty,
        entry.Type,
        entry.Principal,
        entry.Payload.ValueKind == JsonValueKind.Undefined ? string.Empty : SafeText.Cut(entry.Payload.GetRawText(), PayloadWidth),
    ];
}
