using FlexCore.Application.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlexCore.Hosting.Health;

/// <summary>Whether the process is worth keeping: it is not when the store has stopped by itself. Thread-safe.</summary>
internal sealed class LiveCheck(INode node) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(node.State == NodeState.Failed ? HealthCheckResult.Unhealthy(node.Failure) : HealthCheckResult.Healthy());
}
