using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FlexCore.Application.Cluster;
using FlexCore.Application.Entities;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Hosting;
using FlexCore.TestServers.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FlexCore.Benchmarks.Jobs.Cluster;

/// <summary>Durable commands through one node to entities on three, over real connections and one PostgreSQL. The nodes share one process and the two cores.</summary>
public sealed class ClusterCommandsJob : IBenchmarkJob
{
    private const int Nodes = 3;
    private const int Entities = 1_000;
    private const int InFlight = 1_024;
    private const int Count = 100_000;

    private readonly byte[] _payload = SampleEvents.Payload(12_345);

    public string Name => "cluster-commands-3-nodes-1024-in-flight";

    public string Limit => $"plain PostgreSQL inserts of such rows, 100 per commit, {PostgresBench.Connections} connections";

    public string Unit => "commands/s";

    public Durability Durability => Durability.D2;

    public double? RatioReach => 0.4;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (server, schema) = (await SharedPostgres.Server.ConfigureAwait(false), SharedPostgres.NewSchema());
        var hosts = new List<IHost>();
        try
        {
            for (var node = 1; node <= Nodes; node++)
            {
                hosts.Add(await StartAsync(server.ConnectionString, schema, $"node-{node}", context.NewFolder()).ConfigureAwait(false));
            }

            await WhenSharedAsync(hosts[0]).ConfigureAwait(false);
            var region = hosts[0].Services.GetRequiredService<IEntityRegion<LedgerCommand, LedgerState>>();
            var perCaller = context.Amount(Count) / InFlight;
            var startedAt = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, InFlight).Select(caller => Task.Run(() => CallAsync(region, caller, perCaller)))).ConfigureAwait(false);
            return (double)perCaller * InFlight / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        }
        finally
        {
            foreach (var host in hosts)
            {
                await host.StopAsync().ConfigureAwait(false);
                host.Dispose();
            }
        }
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await PostgresBench.PlainRateAsync(context.Amount(Count), 100, _payload).ConfigureAwait(false);
    }

    private static async Task<IHost> StartAsync(string connection, string schema, string name, string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddFlexCore(flexcore => flexcore
            .UseSqlite(folder)
            .UsePostgres(connection, name, FreePort())
            .Configure((engine, _) => engine.Postgres.Schema = schema)
            .AddAggregate<LedgerDecider, LedgerState, LedgerCommand, LedgerEvent>(LedgerDecider.Kind, LedgerDecider.Events, LedgerDecider.Snapshots, LedgerCommandCodec.Commands));
        var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return host;
    }

    private static async Task WhenSharedAsync(IHost host)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await foreach (var state in host.Services.GetRequiredService<IClusterView>().WatchAsync(patience.Token).ConfigureAwait(false))
        {
            if (state.Shards.Rows.All(row => row.Owner is not null && row.Owner == row.Assigned) && state.Shards.Rows.Select(row => row.Owner).Distinct().Count() == Nodes)
            {
                return;
            }
        }
    }

    private static async Task CallAsync(IEntityRegion<LedgerCommand, LedgerState> region, int caller, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var reply = await region.AskAsync(Ledgers.Id($"l-{(caller + (i * InFlight)) % Entities}"), new Enter(Ledgers.Context(), i)).ConfigureAwait(false);
            if (!reply.IsAccepted)
            {
                throw new InvalidOperationException($"Command {i} of caller {caller} was refused: {reply.Refusal?.Message}");
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
