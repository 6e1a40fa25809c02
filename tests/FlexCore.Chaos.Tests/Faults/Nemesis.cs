using FlexCore.Chaos.Tests.Servers;
using FlexCore.Chaos.Tests.Workload;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Lets faults happen to a cluster under load, one after the other; between two the cluster must become whole and acknowledge again.</summary>
internal sealed class Nemesis(ChaosCluster cluster, TopicLoad load, Random random)
{
    private readonly List<FaultOutcome> _outcomes = [];

    public IReadOnlyList<FaultOutcome> Outcomes => _outcomes;

    public async Task LetHappenAsync(IFault fault)
    {
        if (fault.SkipReason is { } reason)
        {
            _outcomes.Add(new FaultOutcome(fault.Name, TimeSpan.Zero, TimeSpan.Zero, reason));
            return;
        }

        await load.WhenAcknowledgedAsync(10);
        load.TakeUnavailability();
        try
        {
            await fault.HappenAsync(cluster, random);
            var healed = await cluster.WhenWholeAsync();
            await load.WhenAcknowledgedAsync(10);
            var (unavailable, story) = load.TakeUnavailability();
            _outcomes.Add(new FaultOutcome(fault.Name, unavailable, healed) { Story = story });
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{fault.Name}: {error.Message}\nbefore it: {string.Join("; ", _outcomes)}\n{cluster.Outputs}", error);
        }
    }
}
