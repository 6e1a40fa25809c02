using FlexCore.Api;
using FlexCore.Api.Limits;
using FlexCore.Api.Metrics;
using FlexCore.Application.Nodes;
using FlexCore.Hocon.Options;
using FlexCore.Node.Logging;
using FlexCore.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlexCore.Node;

/// <summary>FlexCore as a server: a node with its HTTP interface, from start to graceful stop.</summary>
/// <remarks>Start, stop and dispose belong to one caller. Requests and streams run on threads of their own.</remarks>
public sealed class NodeApplication : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TelemetryExport? _telemetry;

    private NodeApplication(WebApplication app, TelemetryExport? telemetry)
    {
        _app = app;
        _telemetry = telemetry;
    }

    /// <summary>The node's URL, when it has started.</summary>
    public string Url => _app.Urls.First();

    /// <summary>The node.</summary>
    public INode Node => _app.Services.GetRequiredService<INode>();

    /// <summary>Cancelled when the node ends by itself: its store has stopped.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Starts the node that a program composes, and listens.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="port">The port that the command line says instead of the configuration, or <see langword="null"/>.</param>
    /// <param name="compose">Adds the node to the services, with the folder that relative paths begin at: what <see cref="INode"/> and the use cases are made of.</param>
    /// <param name="logs">Where everything logs: a <see cref="NodeLoggerFactory"/>, or a place that decides itself what it takes.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="ConfigurationException">A setting is unknown or has a value of the wrong type.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="PortInUseException">Another process listens on the port.</exception>
    /// <exception cref="Application.Journal.JournalException">The data folder is in use, damaged, newer or cannot be written.</exception>
    public static async Task<NodeApplication> StartAsync(
        IConfiguration configuration, int? port, Action<IServiceCollection, string> compose, ILoggerFactory logs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(compose);
        var options = OptionsReader.Read<NodeOptions>(configuration, NodeOptions.Section);
        options.Port = port ?? options.Port;
        options.Validate();
        var telemetry = OptionsReader.Read<TelemetryOptions>(configuration, TelemetryOptions.Section);
        var keeping = logs as NodeLoggerFactory ?? new NodeLoggerFactory(logs, LogLevel.Trace, options.LogKept, TimeProvider.System);
        var app = Build(configuration, options, compose, keeping);
        var node = new NodeApplication(app, TelemetryExport.Start(telemetry, app.Services.GetRequiredService<INode>().Version, logs.CreateLogger("FlexCore.Telemetry")));
        try
        {
            await node._app.StartAsync(cancellationToken).ConfigureAwait(false);
            return node;
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await node.DisposeAsync().ConfigureAwait(false);
            throw new PortInUseException(options.Address, options.Port, error);
        }
        catch
        {
            await node.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops: no new requests, streams drain and take a checkpoint, the store is closed.</summary>
    public Task StopAsync()
    {
        // The host gives its services this long; the streams' own deadline comes on top, because a drain is never cut short by slow requests.
        _app.Lifetime.StopApplication();
        return _app.StopAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        _telemetry?.Dispose();
    }

    private static WebApplication Build(IConfiguration configuration, NodeOptions options, Action<IServiceCollection, string> compose, NodeLoggerFactory logs)
    {
        var metrics = OptionsReader.Read<MetricsOptions>(configuration, MetricsOptions.Section);
        metrics.Validate();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "flexcore" });
        var services = builder.Services;
        services.AddSingleton<ILoggerFactory>(logs).AddSingleton(logs.Book);
        services.AddSingleton<IHostLifetime, CallerLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.RequestsTimeout);
        services.AddSingleton(metrics);
        services.AddFlexCoreApi(api => OptionsReader.Fill(api, configuration, ApiOptions.Section));
        compose(services, options.BaseFolder);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            ListenAddress.TryRead(options.Address, out var address, out _);
            server.Listen(address, options.Port);
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.UseRouting();
        app.MapFlexCore();
        return app;
    }
}
