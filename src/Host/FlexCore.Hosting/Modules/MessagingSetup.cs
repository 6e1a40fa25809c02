using FlexCore.Application.Messaging;
using FlexCore.Application.Messaging.Pipeline;
using FlexCore.Application.Projections;
using FlexCore.Hosting.Deferred;
using FlexCore.Hosting.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Modules;

/// <summary>Composes the modules of a host and adds both buses to its services.</summary>
internal static class MessagingSetup
{
    /// <exception cref="CompositionException">The modules do not fit together.</exception>
    public static void AddMessaging(this IServiceCollection services, FlexCoreBuilder builder, Deferred<NodeParts> parts)
    {
        var composition = new ModuleComposition([new PipelinesModule(), .. builder.Modules], builder);
        services.AddScoped(static _ => new CurrentCall());
        foreach (var descriptor in composition.Modules.SelectMany(module => module.Services))
        {
            services.Add(descriptor);
        }

        services.TryAddSingleton<IMessageAccess, LocalMessageAccess>();
        services.AddSingleton(composition.Catalog);
        services.AddSingleton(provider => new MessageRunner(composition.Catalog, ServicesOf(provider, composition, parts), builder.Settings.Messaging));
        services.AddSingleton<ICommandBus>(static provider => new CommandBus(provider.GetRequiredService<MessageRunner>()));
        services.AddSingleton<IQueryBus>(static provider => new QueryBus(provider.GetRequiredService<MessageRunner>()));
        foreach (var replacement in builder.Overrides)
        {
            replacement.Apply(services, composition);
        }

        services.AddSingleton<IHostedService>(new CompositionCheck(composition, services));
    }

    private static MessagingServices ServicesOf(IServiceProvider provider, ModuleComposition composition, Deferred<NodeParts> parts) => new(
        new ServiceScopes(provider.GetRequiredService<IServiceScopeFactory>()),
        provider.GetRequiredService<IMessageAccess>(),
        new DeferredJournal(parts),
        new MessagingLog(provider.GetRequiredService<ILoggerFactory>().CreateLogger("FlexCore.Messaging")),
        provider.GetRequiredService<TimeProvider>())
    {
        Progress = provider.GetService<IProjectionProgress>(),
        Behaviours = composition.Behaviours,
    };
}
