using FlexCore.Application.Cluster;
using FlexCore.Application.DataStreams;
using FlexCore.Application.EventIndex;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.EventTransfer;
using FlexCore.Application.Feed;
using FlexCore.Application.Inspection;
using FlexCore.Application.Jobs;
using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Projections;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Application.Privacy.Subjects;
using FlexCore.Application.Retention;
using FlexCore.Application.Schedules;
using FlexCore.Application.SystemJobs;
using FlexCore.Application.TimeTravel;
using FlexCore.Application.Topics;
using Microsoft.Extensions.DependencyInjection;
using FlexCore.Hosting.Deferred;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Health;
using FlexCore.Hosting.Modules;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting;

/// <summary>Adds FlexCore to a host.</summary>
public static class FlexCoreServices
{
    /// <summary>
    /// Adds a node to the host: it starts and stops with it. Injectable afterwards: <see cref="IPipelines"/>, <see cref="IStreams"/>, <see cref="IJobs"/>, <see cref="ISchedules"/>, <see cref="ISystemJobs"/>, <see cref="ISubjects"/>, <see cref="IRetention"/>, <see cref="IPersonalReader"/>,
    /// <see cref="ICommandBus"/>, <see cref="IQueryBus"/>, <see cref="IProjections"/>, <see cref="IProjectionProgress"/>, <see cref="IEventTopics"/>, <see cref="IEventTopicList"/>, <see cref="IEventStore"/>, <see cref="IEventTail"/>, <see cref="IEventSearch"/>, <see cref="IEventExport"/>, <see cref="IEventImport"/>, <see cref="ITimeTravel"/>, <see cref="IEventFeed"/>, <see cref="ITopicBus"/>, <see cref="IEntityInspector"/>, <see cref="INode"/>, and the regions of added aggregates; of a member of a cluster also <see cref="IClusterView"/>, <see cref="IClusterControl"/>,
    /// <see cref="IClusterSingleton"/>, <see cref="IShardBalancer"/>, <see cref="IMemberRefresh"/>. They serve once the host has started.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Says what the node is made of.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="CompositionException">Modules do not fit together; what only the finished host can tell is thrown when it starts.</exception>
    public static IServiceCollection AddFlexCore(this IServiceCollection services, Action<FlexCoreBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new FlexCoreBuilder(services);
        configure(builder);
        var parts = new Deferred<NodeParts>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IPipelines>(new DeferredPipelines(parts));
        services.AddSingleton<IStreams>(new DeferredStreams(parts));
        services.AddSingleton<ISingletonList>(new DeferredSingletonList(parts));
        services.AddSingleton<ISchedules>(new DeferredSchedules(parts));
        services.AddSingleton<ISystemJobs>(new DeferredSystemJobs(parts));
        services.AddSingleton<ISubjects>(new DeferredSubjects(parts)).AddSingleton<IPersonalReader>(new DeferredPersonalReader(parts)).AddSingleton<IRetention>(new DeferredRetention(parts));
        services.AddSingleton<IJobs>(new DeferredJobs(parts));
        services.AddSingleton<IEventTopics>(new DeferredEventTopics(parts));
        services.AddSingleton<IEventTopicList>(new DeferredEventTopicList(parts));
        services.AddSingleton<IProjections>(new DeferredProjections(parts));
        services.AddSingleton<IProjectionProgress>(new DeferredProjectionProgress(parts));
        services.AddSingleton<IEventFeed>(new DeferredEventFeed(parts));
        services.AddSingleton<IEventStore>(new DeferredEventStore(parts));
        services.AddSingleton<IEventTail>(new DeferredEventTail(parts));
        services.AddSingleton<IEventSearch>(new DeferredEventSearch(parts)).AddSingleton<ITimeTravel>(new DeferredTimeTravel(parts));
        services.AddSingleton<IEventExport>(new DeferredEventExport(parts)).AddSingleton<IEventImport>(new DeferredEventImport(parts));
        services.TryAddSingleton<IEventAccess, TenantEventAccess>();
        services.AddSingleton<IEntityInspector>(new DeferredInspector(parts));
        services.AddSingleton<ITopicBus>(new DeferredTopicBus(parts));
        services.AddMessaging(builder, parts);
        var cluster = new Deferred<ClusterSide>();
        if (builder.Settings.Engine.Kind is EngineKind.Postgres)
        {
            services.AddSingleton<IClusterView>(new DeferredClusterView(cluster)).AddSingleton<IClusterControl>(new DeferredClusterControl(cluster));
            services.AddSingleton<ILeaseTable>(new DeferredLeaseTable(cluster)).AddSingleton<IStreamOwners>(new DeferredStreamOwners(cluster));
            services.AddSingleton<IClusterSingleton>(new DeferredSingletons(cluster));
            var office = new DeferredClusterOffice(cluster);
            services.AddSingleton<IShardBalancer>(office).AddSingleton<IMemberRefresh>(office);
        }

        services.AddSingleton(provider => new FlexCoreNode(
            builder, parts, cluster, new NodeUses(provider.GetRequiredService<IEventAccess>(), provider.GetRequiredService<ICommandBus>()), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<IHostApplicationLifetime>()));
        services.AddSingleton<INode>(provider => provider.GetRequiredService<FlexCoreNode>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<FlexCoreNode>());
        return services;
    }

    /// <summary>Adds two checks: <c>flexcore-live</c> (tag <c>live</c>: the store works) and <c>flexcore-ready</c> (tag <c>ready</c>: the node serves).</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddFlexCore(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .Add(new HealthCheckRegistration("flexcore-live", provider => new LiveCheck(provider.GetRequiredService<INode>()), HealthStatus.Unhealthy, ["live"]))
            .Add(new HealthCheckRegistration("flexcore-ready", provider => new ReadyCheck(provider.GetRequiredService<INode>()), HealthStatus.Unhealthy, ["ready"]));
    }
}
