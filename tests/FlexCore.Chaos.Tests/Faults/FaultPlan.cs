namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Which faults happen, in an order that chance decides.</summary>
internal static class FaultPlan
{
    /// <summary>Every kind of fault once.</summary>
    public static IReadOnlyList<IFault> Short(Random random)
    {
        IFault[] faults = [new KillNode(atOnce: true), new KillNode(atOnce: false), new CrashDatabase(1)];
        random.Shuffle(faults);
        return faults;
    }
}
