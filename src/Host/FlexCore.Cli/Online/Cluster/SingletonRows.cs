using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>How singletons look in tables. Pure.</summary>
internal static class SingletonRows
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["SINGLETON", "OWNER", "HELD", "EPOCH", "SINCE", "LAST FIRING", "FIRINGS", "DID"];

    /// <summary>A singleton.</summary>
    /// <param name="singleton">The singleton.</param>
    public static IReadOnlyList<string> Row(SingletonInfo singleton) =>
    [
        singleton.Name, singleton.Owner, singleton.IsHeld ? "yes" : "no", Amounts.Count(singleton.Epoch), Answers.Time(singleton.Since) ?? "-", Answers.Time(singleton.LastFiring) ?? "-",
        Amounts.Count(singleton.Firings), singleton.Error is { } error ? $"failed: {error}" : singleton.Report ?? "-",
    ];
}
