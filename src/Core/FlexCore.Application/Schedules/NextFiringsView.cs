namespace FlexCore.Application.Schedules;

/// <summary>When a schedule fires next.</summary>
/// <param name="Id">The schedule.</param>
/// <param name="Status">Its status: a paused one would fire then if it went on now.</param>
/// <param name="Firings">The firings.</param>
public sealed record NextFiringsView(string Id, string Status, IReadOnlyList<NextFiringView> Firings);
