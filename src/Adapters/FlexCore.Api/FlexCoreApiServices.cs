using FlexCore.Api.Bodies;
using FlexCore.Api.Classic;
using FlexCore.Api.Events;
using FlexCore.Api.Cluster;
using FlexCore.Api.Inspection;
using FlexCore.Api.Limits;
using FlexCore.Api.Messages;
using FlexCore.Api.Metrics;
using FlexCore.Api.OpenApi;
using FlexCore.Api.Projections;
using FlexCore.Api.Requests;
using FlexCore.Api.Retention;
using FlexCore.Api.Routing;
using FlexCore.Api.Schedules;
using FlexCore.Api.Sse;
using FlexCore.Api.Subjects;
using FlexCore.Api.SystemJobs;
using FlexCore.Api.V1;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FlexCore.Api;

/// <summary>Adds the HTTP API of a node to a host.</summary>
public static class FlexCoreApiServices
{
    /// <summary>
    /// Adds the API. It needs what <c>AddFlexCore</c> registers (the use cases, event topics, the event feed), and sets the limits of the host's server.
    /// Register an <see cref="IRequestIdentity"/> before or after this call to authenticate requests; without one only requests from this machine are served.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static IServiceCollection AddFlexCoreApi(this IServiceCollection services, Action<ApiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new ApiOptions();
        configure?.Invoke(options);
        options.Validate();
        services.AddRouting();
        services.AddSingleton(options);
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRequestIdentity, LoopbackIdentity>();
        services.TryAddSingleton(new MetricsOptions());
        services.AddSingleton(static provider => new PrometheusEndpoint(
            provider.GetRequiredService<MetricsOptions>(), provider.GetRequiredService<TimeProvider>(), () => provider.GetRequiredService<ClusterFacts>().ActiveNodes));
        services.AddSingleton<ApiInstruments>();
        services.AddSingleton<NodeIdentity>().AddSingleton<ClusterFacts>().AddSingleton<RateGate>().AddSingleton<RequestFrame>().AddSingleton<NodeRelay>().AddSingleton<NodeSurvey>().AddSingleton<OwnerRelay>();
        services.AddSingleton<JsonBody>().AddSingleton<PageReader>().AddSingleton<RecordsHandler>().AddSingleton<IngressTopics>();
        services.AddSingleton<SseGate>().AddSingleton<SseConnections>().AddSingleton<EventSockets>().AddSingleton<ClassicEventStore>().AddSingleton<ClassicContext>().AddSingleton<TopicSeek>().AddSingleton<TopicReader>().AddSingleton<EventIds>();
        services.AddSingleton<RouteTable>().AddSingleton(provider => new Lazy<RouteTable>(provider.GetRequiredService<RouteTable>));
        return services.AddRoutes<PipelineRoutes>().AddRoutes<LintRoutes>().AddRoutes<StreamRoutes>().AddRoutes<LiveRoutes>().AddRoutes<IngestRoutes>().AddRoutes<TopicRoutes>()
            .AddRoutes<EventRoutes>().AddRoutes<JobRoutes>().AddRoutes<ActorRoutes>().AddRoutes<LogRoutes>().AddRoutes<NodeRoutes>().AddRoutes<DocsRoutes>().AddRoutes<HealthRoutes>().AddRoutes<PipelineListRoutes>().AddRoutes<ProjectionRoutes>().AddRoutes<ReadModelRoutes>().AddRoutes<ClassicReadModelRoutes>()
            .AddRoutes<EventPostRoutes>().AddRoutes<EventStreamRoutes>().AddRoutes<ClusterRoutes>().AddRoutes<ClusterAdminRoutes>().AddRoutes<RebalanceRoutes>().AddRoutes<MetricsRoutes>()
            .AddRoutes<EventStoreRoutes>().AddRoutes<EventSearchRoutes>().AddRoutes<EventTransferRoutes>().AddRoutes<TimeTravelRoutes>().AddRoutes<ClassicEventRoutes>()
            .AddRoutes<ScheduleRoutes>().AddRoutes<ScheduleListRoutes>().AddRoutes<MessageRoutes>().AddRoutes<CqrsRoutes>().AddRoutes<SingletonRoutes>()
            .AddRoutes<SubjectRoutes>().AddRoutes<RetentionRoutes>().AddRoutes<SystemJobRoutes>();
    }

    private static IServiceCollection AddRoutes<T>(this IServiceCollection services)
        where T : class, IRouteSet => services.AddSingleton<IRouteSet, T>();
}
