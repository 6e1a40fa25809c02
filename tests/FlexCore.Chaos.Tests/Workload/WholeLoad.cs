using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>Every kind of load at once: records, a spread stream, transfers, a queue, a timer, streams of events and schedules.</summary>
internal sealed class WholeLoad(IReadOnlyList<ILoad> parts) : ILoad
{
    public int Acknowledged => parts.Sum(part => part.Acknowledged);

    public static async Task<WholeLoad> StartAsync(ChaosCluster cluster, int seed) =>
        new(
        [
            await TopicLoad.StartAsync(cluster, seed), await SpreadLoad.StartAsync(cluster, seed), await BankLoad.StartAsync(cluster, seed), new QueueLoad(cluster, seed),
            new TimerLoad(cluster), new EventLoad(cluster, seed), await ScheduleLoad.StartAsync(cluster, seed),
        ]);

    public (TimeSpan Longest, string Story) TakeUnavailability() => parts.Select(part => part.TakeUnavailability()).ToArray().MaxBy(one => one.Longest);

    public Task WhenAcknowledgedAsync(int more) => Task.WhenAll(parts.Select(part => part.WhenAcknowledgedAsync(more)));

    public async Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync()
    {
        var verdicts = await Task.WhenAll(parts.Select(part => part.JudgeAsync()));
        return verdicts.SelectMany(some => some).ToDictionary(StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts)
        {
            await part.DisposeAsync();
        }
    }
}
