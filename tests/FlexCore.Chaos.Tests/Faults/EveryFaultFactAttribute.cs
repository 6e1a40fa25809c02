namespace FlexCore.Chaos.Tests.Faults;

/// <summary>A fact that is skipped, and says why, where some fault cannot happen.</summary>
internal sealed class EveryFaultFactAttribute : FactAttribute
{
    public EveryFaultFactAttribute()
    {
        var missing = FaultPlan.All(new Random(1)).Where(fault => fault.SkipReason is not null).Select(fault => $"{fault.Name}: {fault.SkipReason}").ToArray();
        Skip = missing.Length == 0 ? null : string.Join("; ", missing);
    }
}
