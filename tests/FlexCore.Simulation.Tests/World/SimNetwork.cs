namespace FlexCore.Simulation.Tests.World;

/// <summary>Delivers, delays, loses. Each direction of each link has its own faults; the last index is the database.</summary>
internal sealed class SimNetwork(SimScheduler scheduler, int nodeCount)
{
    private readonly int[,] _cuts = new int[nodeCount + 1, nodeCount + 1];

    /// <summary>The database's place in the network.</summary>
    public int Database => nodeCount;

    /// <summary>The share of messages between nodes that are lost.</summary>
    public double Loss { get; set; }

    /// <summary>The longest time a message takes.</summary>
    public double DelayMaxSeconds { get; set; } = 0.005;

    public bool IsCut(int from, int to) => _cuts[from, to] > 0;

    /// <summary>Cuts one direction; cuts add up, so that overlapping faults end each for itself.</summary>
    public void Cut(int from, int to) => _cuts[from, to]++;

    public void Heal(int from, int to) => _cuts[from, to] = Math.Max(0, _cuts[from, to] - 1);

    public void HealAll()
    {
        Array.Clear(_cuts);
        Loss = 0;
        DelayMaxSeconds = 0.005;
    }

    public void Send(int from, int to, Action arrives)
    {
        var isToDatabase = from == Database || to == Database;
        if (IsCut(from, to) || (!isToDatabase && scheduler.Chance(Loss)))
        {
            return;
        }

        scheduler.After(scheduler.Between(0.0002, isToDatabase ? 0.005 : DelayMaxSeconds), arrives);
    }
}
