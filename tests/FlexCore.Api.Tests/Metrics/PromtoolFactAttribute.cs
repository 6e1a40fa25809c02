namespace FlexCore.Api.Tests.Metrics;

/// <summary>A test that needs Prometheus' own checker; shown as skipped, never as passed, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute()
    {
        if (Promtool.Path is null)
        {
            Skip = "promtool is not installed: Prometheus' own check did not run (install prometheus).";
        }
    }
}
