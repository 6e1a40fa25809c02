using FlexCore.Application.DataStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Jobs;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FlexCore.Hosting.Tests.Streams;

/// <summary>A real node in a host of its own, on a folder that outlives it.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    private readonly IHost _host;

    private NodeHost(IHost host) => _host = host;

    public static NodeCall Call { get; } = new(SecurityContext.Development, "test-1");

    public IPipelines Pipelines => _host.Services.GetRequiredService<IPipelines>();

    public IStreams Streams => _host.Services.GetRequiredService<IStreams>();

    public IJobs Jobs => _host.Services.GetRequiredService<IJobs>();

    public IEventTopics Topics => _host.Services.GetRequiredService<IEventTopics>();

    public INode Node => _host.Services.GetRequiredService<INode>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<NodeHost> StartAsync(TempFolder folder, Action<FlexCoreBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddFlexCore(flexcore =>
        {
            flexcore.UseSqlite(folder.File("data")).UseBaseFolder(folder.Path);
            configure?.Invoke(flexcore);
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }

        return new NodeHost(host);
    }

    /// <summary>Waits until a stream is in a status, by looking each time something may have changed.</summary>
    public async Task<StreamView> WhenAsync(string key, string status) =>
        await PollAsync(async () => (await Streams.GetAsync(Call, key)).Required, view => view.Status == status, view => $"stream {key} is {view.Status} ({view.Error}), not {status}");

    public async Task<JobView> WhenJobAsync(string id, string status) =>
        await PollAsync(async () => (await Jobs.GetAsync(Call, id)).Required, view => view.Status == status, view => $"job {id} is {view.Status} ({view.Error}), not {status}");

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync() => await ((IAsyncDisposable)_host).DisposeAsync();

    // Real files and real threads: there is no signal to await, so the test looks again with a timer until its patience ends.
    private static async Task<T> PollAsync<T>(Func<Task<T>> read, Func<T, bool> reached, Func<T, string> explain)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var look = 0; look < 1_500; look++)
        {
            var view = await read();
            if (reached(view))
            {
                return view;
            }

            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException(explain(await read()));
    }
}
