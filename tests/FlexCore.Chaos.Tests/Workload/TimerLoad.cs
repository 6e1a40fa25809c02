using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>Watches a timer that is due four times a second on one node of the cluster.</summary>
internal sealed class TimerLoad : ClientLoad
{
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(200);

    private readonly Unavailability _firings = new(TimeProvider.System);
    private TimeSpan _longest;
    private long _seen;

    public TimerLoad(ChaosCluster cluster)
        : base(cluster, seed: 0) => Run(WatchAsync);

    protected override async Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync(ChaosClient reader)
    {
        var runs = FiringLedger.Parse((await reader.AskAsync(HttpMethod.Get, "/chaos/timer", Patience)).Text);
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"timer ({runs.Select(run => run.Epoch).Distinct().Count()} holders, {_longest.TotalSeconds:0.0} s without a firing at most)");
        return new Dictionary<string, Verdict>(StringComparer.Ordinal) { [name] = FiringLedger.Judge(runs) };
    }

    private async Task WatchAsync(ChaosClient client, Random random)
    {
        while (!Stop.IsCancellationRequested)
        {
            var runs = FiringLedger.Parse((await client.AskAsync(HttpMethod.Get, "/chaos/timer", Patience)).Text);
            for (var count = runs.Sum(run => run.To - run.From + 1); _seen < count; _seen++)
            {
                CountAcknowledged();
                _firings.Acknowledged();
            }

            var gap = _firings.Take();
            _longest = gap > _longest ? gap : _longest;
            await RealTime.PassAsync(LookPause, Patience);
        }
    }
}
