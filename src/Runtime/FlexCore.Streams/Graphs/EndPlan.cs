namespace FlexCore.Streams.Graphs;

/// <summary>Where the rows go that leave a segment.</summary>
internal abstract record EndPlan;

/// <summary>To sinks; to none when nothing can come here.</summary>
/// <param name="Sinks">Their indices in <see cref="GraphPlan.Sinks"/>.</param>
internal sealed record SinksEnd(IReadOnlyList<int> Sinks) : EndPlan;

/// <summary>Into a step with state.</summary>
/// <param name="Stage">Its index in <see cref="GraphPlan.Stateful"/>.</param>
internal sealed record StageEnd(int Stage) : EndPlan;

/// <summary>Down the routes of a branch, as <see cref="RouteRows"/> has decided.</summary>
/// <param name="First">The number under which the first route's rows are put aside; those of the others follow.</param>
/// <param name="Routes">The end of each route's first segment.</param>
internal sealed record RoutesEnd(int First, IReadOnlyList<EndPlan> Routes) : EndPlan;

/// <summary>Back together with the rows of other routes.</summary>
/// <param name="Join">The join's index in <see cref="GraphPlan.Joins"/>.</param>
/// <param name="Copies">Which cells of the row the joined row takes, and where to.</param>
internal sealed record JoinEnd(int Join, IReadOnlyList<CellCopy> Copies) : EndPlan;
