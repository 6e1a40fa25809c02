using Microsoft.Extensions.Hosting;

namespace FlexCore.Node;

/// <summary>Leaves signals to the caller, who decides when the node stops.</summary>
internal sealed class CallerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
