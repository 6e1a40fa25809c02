using FlexCore.Application.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FlexCore.Hosting.Modules;

/// <summary>Checks the modules against everything that the host has registered, when it starts and before the node opens anything.</summary>
internal sealed class CompositionCheck(ModuleComposition composition, IServiceCollection services) : IHostedService
{
    /// <exception cref="CompositionException">Something cannot work.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> mistakes = [.. new ServiceGraph(composition, services).Check(), .. Unreadable()];
        return mistakes.Count == 0 ? Task.CompletedTask : throw new CompositionException(mistakes);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<string> Unreadable() => services.Any(service => service.ServiceType == typeof(Application.Projections.IProjectionProgress))
        ? []
        : from query in composition.Catalog.Of(MessageKind.Query)
          where query.Reads.Count > 0
          select $"The query '{query.Name}' of the module '{query.Module}' reads the projection '{query.Reads[0]}', and this host has no projections. Take it out of Reads.";
}
