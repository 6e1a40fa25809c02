using System.Net;
using System.Net.Sockets;
using FlexCore.Benchmarks.Harness;
using FlexCore.Hosting;
using FlexCore.TestServers.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlexCore.Benchmarks.Jobs.Events;

/// <summary>One node inside the benchmark's process.</summary>
internal static class NodeHost
{
    /// <summary>Starts it with a new store.</summary>
    public static async Task<IHost> StartAsync(BenchmarkContext context, bool onPostgres)
    {
        ArgumentNullException.ThrowIfNull(context);
        var server = onPostgres ? await SharedPostgres.Server.ConfigureAwait(false) : null;
        var schema = SharedPostgres.NewSchema();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddFlexCore(flexcore =>
        {
            flexcore.UseSqlite(context.NewFolder());
            if (server is not null)
            {
                flexcore.UsePostgres(server.ConnectionString, "node-1", FreePort()).Configure((engine, _) => engine.Postgres.Schema = schema);
            }
        });
        var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return host;
    }

    /// <summary>A port on the loopback address that nobody has.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
