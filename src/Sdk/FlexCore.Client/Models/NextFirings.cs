namespace FlexCore.Client.Models;

/// <summary>When a schedule fires next.</summary>
/// <param name="Id">The schedule.</param>
/// <param name="Status">Its status.</param>
/// <param name="Firings">The firings to come.</param>
public sealed record NextFirings(string Id, string Status, IReadOnlyList<NextFiring> Firings);
