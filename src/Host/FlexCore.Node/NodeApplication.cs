using FlexCore.Application.Nodes;
using FlexCore.Hosting;
using FlexCore.Hosting.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
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
    private readonly NodeOptions _options;

    private NodeApplication(WebApplication app, NodeOptions options)
    {
        _app = app;
        _options = options;
    }

    /// <summary>The node's URL, when it has started.</summary>
    public string Url => _app.Urls.First();

    /// <summary>The node.</summary>
    public INode Node => _app.Services.GetRequiredService<INode>();

    /// <summary>Cancelled when the node ends by itself: its store has stopped.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    /// <summary>Opens the data folder, starts what was at work when it was last stopped, and listens.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="overrides">What the command line says instead of the configuration.</param>
    /// <param name="logs">Where everything logs.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="ConfigurationException">A setting is unknown or has a value of the wrong type.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="PortInUseException">Another process listens on the port.</exception>
    /// <exception cref="Application.Journal.JournalException">The data folder is in use, damaged, newer or cannot be written.</exception>
    public static async Task<NodeApplication> StartAsync(
        IConfiguration configuration, NodeOverrides overrides, ILoggerFactory logs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        var options = OptionsReader.Read<NodeOptions>(configuration, NodeOptions.Section);
        options.Port = overrides.Port ?? options.Port;
        options.Validate();
        var node = new NodeApplication(Build(configuration, options, overrides, logs), options);
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
    public async ValueTask DisposeAsync() => await _app.DisposeAsync().ConfigureAwait(false);

    private static WebApplication Build(IConfiguration configuration, NodeOptions options, NodeOverrides overrides, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "flexcore" });
        var services = builder.Services;
        services.AddSingleton(logs);
        services.AddSingleton<IHostLifetime, CallerLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.RequestsTimeout);
        services.AddRouting();
        services.AddFlexCore(flexcore =>
        {
            flexcore.UseConfiguration(configuration).UseBaseFolder(options.BaseFolder);
            if (overrides.DataFolder is { } folder)
            {
                flexcore.UseSqlite(folder);
            }
        });
        services.AddHealthChecks().AddFlexCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            ListenAddress.TryRead(options.Address, out var address, out _);
            server.Listen(address, options.Port);
        });
        var app = builder.Build();
        Map(app);
        return app;
    }

    private static void Map(WebApplication app)
    {
        app.UseRouting();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
    }
}
