using System.Globalization;
using FlexCore.Application.Inspection;
using FlexCore.Application.Nodes;
using FlexCore.Application.Schedules;
using FlexCore.Benchmarks.Harness;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;
using FlexCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlexCore.Benchmarks.Jobs.Schedules;

/// <summary>A node with many schedules, on SQLite.</summary>
/// <remarks>Used by one job; its calls are made at once where it says so.</remarks>
internal sealed class ScheduleStore : IAsyncDisposable
{
    private const int Callers = 256;
    private static readonly NodeCall Call = new(SecurityContext.Development, "benchmark");
    private readonly IHost _host;

    private ScheduleStore(IHost host) => _host = host;

    /// <summary>Starts a node.</summary>
    /// <param name="context">Where its folder comes from.</param>
    /// <param name="passivateAfter">How soon an entity that nobody uses leaves memory.</param>
    public static async Task<ScheduleStore> StartAsync(BenchmarkContext context, TimeSpan passivateAfter)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddFlexCore(flexcore => flexcore.UseSqlite(context.NewFolder()).Configure((engine, _) => engine.Entities.PassivateAfter = passivateAfter));
        var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return new ScheduleStore(host);
    }

    /// <summary>A part of the node.</summary>
    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Creates schedules that are due once and then tell the topic <c>ticks</c>, many at the same time.</summary>
    public Task CreateAsync(string name, int count, DateTimeOffset at)
    {
        var schedules = Get<ISchedules>();
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                var definition = new ScheduleDefinition(name, "", new ScheduleTiming { At = at }, new ScheduleTarget(ScheduleTarget.Event, "ticks", "{}"), new SchedulePolicy());
                var reply = await schedules.CreateAsync(Call, new CreateSchedule(definition) { Id = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}") }).ConfigureAwait(false);
                if (reply.Refusal is { } refusal)
                {
                    throw new InvalidOperationException(refusal.Message);
                }
            }
        })));
    }

    /// <summary>Waits until no schedule is in memory any more.</summary>
    public async Task WhenPassivatedAsync()
    {
        var inspector = Get<IEntityInspector>();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (inspector.List(new ResidentQuery(TenantId.Default, 1) { Kind = ScheduleDecider.Kind }).Total > 0)
        {
            await looks.WaitForNextTickAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }
}
