using FlexCore.Chaos.Tests.Servers;
using FlexCore.Chaos.Tests.Workload;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Lets faults happen to a cluster under load, one after the other; between two the cluster must become whole and acknowledge again.</summary>
internal sealed class Nemesis(ChaosCluster cluster, ILoad load, Random random, Action<string> tell)
{
    private readonly List<FaultOutcome> _outcomes = [];

    public IReadOnlyList<FaultOutcome> Outcomes => _outcomes;

    /// <summary>Every fault of a plan once, and then again in other orders until the time is over.</summary>
    /// <param name="plan">The faults, in an order that chance decides.</param>
    /// <param name="run">Which of them, and for how long.</param>
    public async Task RunAsync(Func<Random, IReadOnlyList<IFault>> plan, ChaosRun run)
    {
        var begin = TimeProvider.System.GetTimestamp();
        do
        {
            foreach (var fault in plan(random).Where(fault => run.Only.Count == 0 || run.Only.Contains(fault.Name.Split(' ')[0])))
            {
                await LetHappenAsync(fault);
                tell($"{_outcomes[^1]}; {load.Acknowledged} acknowledged {_outcomes[^1].Story}");
            }
        }
        while (TimeProvider.System.GetElapsedTime(begin).TotalMinutes < run.Minutes);
    }

    private async Task LetHappenAsync(IFault fault)
    {
        if (fault.SkipReason is { } reason)
        {
            _outcomes.Add(new FaultOutcome(fault.Name, TimeSpan.Zero, TimeSpan.Zero, reason));
            return;
        }

        await load.WhenAcknowledgedAsync(10);
        load.TakeUnavailability();
        var ended = Endings();
        try
        {
            await fault.HappenAsync(cluster, random);
            var healed = await cluster.WhenWholeAsync();
            await load.WhenAcknowledgedAsync(10);
            var (unavailable, story) = load.TakeUnavailability();
            _outcomes.Add(new FaultOutcome(fault.Name, unavailable, healed) { Story = story, Ended = Endings() - ended });
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{fault.Name}: {error.Message}\nbefore it: {string.Join("; ", _outcomes)}", error);
        }
    }

    private int Endings() => cluster.Nodes.Sum(node => node.Endings.Count);
}
