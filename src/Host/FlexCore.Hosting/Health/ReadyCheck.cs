using FlexCore.Application.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlexCore.Hosting.Health;

/// <summary>Whether the node serves. Thread-safe.</summary>
internal sealed class ReadyCheck(INode node) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(node.State == NodeState.Ready
            ? HealthCheckResult.Healthy($"{node.StreamsAtWork} streams at work")
            : HealthCheckResult.Unhealthy(node.Failure ?? $"the node is {node.State.ToString().ToLowerInvariant()}"));
}
