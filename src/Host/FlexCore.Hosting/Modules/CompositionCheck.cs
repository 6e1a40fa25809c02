using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FlexCore.Hosting.Modules;

/// <summary>Checks the modules against everything that the host has registered, when it starts and before the node opens anything.</summary>
internal sealed class CompositionCheck(ModuleComposition composition, IServiceCollection services) : IHostedService
{
    /// <exception cref="CompositionException">Something cannot work.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> mistakes = [.. new ServiceGraph(composition, services).Check()];
        return mistakes.Count == 0 ? Task.CompletedTask : throw new CompositionException(mistakes);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
