namespace FlexCore.EndToEnd.Tests.Clusters;

/// <summary>A test that lets HAProxy check a configuration; skipped visibly where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HaproxyFactAttribute : FactAttribute
{
    public HaproxyFactAttribute()
    {
        Skip = Programs.Missing("haproxy");
    }
}
