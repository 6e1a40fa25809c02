using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Something that goes wrong under load, by its number in the plan of fault experiments.</summary>
internal interface IFault
{
    string Name { get; }

    /// <summary>Why it cannot happen on this machine; <see langword="null"/> when it can.</summary>
    string? SkipReason => null;

    /// <summary>Lets it happen and ends it. What comes after is the cluster's own affair.</summary>
    /// <param name="cluster">To whom.</param>
    /// <param name="random">Decides everything that is left to chance.</param>
    Task HappenAsync(ChaosCluster cluster, Random random);
}
