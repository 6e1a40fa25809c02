namespace FlexCore.Testing.Faults;

/// <summary>How often a <see cref="FaultInjectingJournal"/> fails, decided by a seed so that a run can be repeated.</summary>
/// <param name="Seed">The seed of every random choice; print it when a test fails.</param>
/// <param name="BeforeCommit">The share of appends that fail before the commit, 0 to 1.</param>
/// <param name="AfterCommit">The share of appends whose outcome is reported as unknown after the commit, 0 to 1.</param>
/// <param name="Read">The share of stream reads that fail at their start, 0 to 1.</param>
public sealed record JournalFaultPlan(int Seed, double BeforeCommit = 0, double AfterCommit = 0, double Read = 0)
{
    /// <summary>No random failures; the test orders each one with <see cref="FaultInjectingJournal.FailNext"/>.</summary>
    public static JournalFaultPlan OnDemand { get; } = new(Seed: 0);
}
