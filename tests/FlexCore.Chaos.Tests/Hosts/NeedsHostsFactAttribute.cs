namespace FlexCore.Chaos.Tests.Hosts;

/// <summary>A fact that is skipped, and says why, where there can be no hosts of their own.</summary>
internal sealed class NeedsHostsFactAttribute : FactAttribute
{
    public NeedsHostsFactAttribute() => Skip = HostPrograms.SkipReason;
}
