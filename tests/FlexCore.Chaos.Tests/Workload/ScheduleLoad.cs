using System.Globalization;
using System.Text.Json;
using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>Schedules that are due every second and tell a topic; the scheduler runs on one node of the cluster. Watches the topic.</summary>
internal sealed class ScheduleLoad : ClientLoad
{
    /// <summary>The topic that is told of each firing.</summary>
    public const string Topic = "ticks";

    private const int Schedules = 4;
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(500);

    private readonly List<ScheduleFiring> _firings = [];
    private readonly Unavailability _silence = new(TimeProvider.System);
    private TimeSpan _longest;

    private ScheduleLoad(ChaosCluster cluster, int seed)
        : base(cluster, seed) => Run((client, _) => WatchAsync(client));

    public static async Task<ScheduleLoad> StartAsync(ChaosCluster cluster, int seed)
    {
        using var client = new ChaosClient(cluster.Nodes, seed);
        using var patience = new CancellationTokenSource(RealTime.Patience);
        for (var number = 1; number <= Schedules; number++)
        {
            // Everything that was due while nobody could fire is made up for, one after the other.
            var schedule = string.Create(CultureInfo.InvariantCulture, $$$"""
                {"id":"ticks-{{{number}}}","cron":"* * * * * *","overlap":"queue","misfire":"fire-all","catchUpMax":1000,"target":{"kind":"event","name":"{{{Topic}}}"}}
                """);
            // Refused when an attempt whose answer was lost has made it.
            await client.AskAsync(new ChaosAsk(HttpMethod.Post, "/api/v1/schedules", schedule), patience.Token);
        }

        return new ScheduleLoad(cluster, seed);
    }

    protected override async Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync(ChaosClient reader)
    {
        for (var number = 1; number <= Schedules; number++)
        {
            await reader.AskAsync(new ChaosAsk(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"/api/v1/schedules/ticks-{number}/pause")), Patience);
        }

        await RealTime.UntilAsync("every firing that was decided is delivered", RealTime.Patience, async () =>
        {
            await LookAsync(reader);
            var (decided, open) = (0L, 0);
            for (var number = 1; number <= Schedules; number++)
            {
                var (_, text) = await reader.AskAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/api/v1/schedules/ticks-{number}"), Patience);
                var view = JsonElement.Parse(text);
                decided += view.GetProperty("fired").GetInt64();
                open += view.GetProperty("running").GetInt32() + view.GetProperty("waiting").GetInt32();
            }

            return open > 0 || _firings.Count < decided ? $"{_firings.Count} of {decided} are there, {open} are under way or wait" : null;
        });
        var now = Convert.ToInt64(await Cluster.Postgres.ExecuteAsync("SELECT floor(extract(epoch FROM clock_timestamp()))::bigint"), CultureInfo.InvariantCulture);
        var name = string.Create(CultureInfo.InvariantCulture, $"schedules ({Schedules}, {_longest.TotalSeconds:0.0} s without a firing at most)");
        return new Dictionary<string, Verdict>(StringComparer.Ordinal) { [name] = ScheduleLedger.Judge(_firings, now) };
    }

    private async Task WatchAsync(ChaosClient client)
    {
        while (!Stop.IsCancellationRequested)
        {
            await LookAsync(client);
            var silence = _silence.Take();
            _longest = silence > _longest ? silence : _longest;
            await RealTime.PassAsync(LookPause, Patience);
        }
    }

    private async Task LookAsync(ChaosClient client)
    {
        var (_, text) = await client.AskAsync(HttpMethod.Get, TopicContent.PathOf(Topic, _firings.Count), Patience);
        foreach (var row in TopicContent.Rows(text))
        {
            _firings.Add(ScheduleFiring.Parse(row));
            _silence.Acknowledged();
            CountAcknowledged();
        }
    }
}
