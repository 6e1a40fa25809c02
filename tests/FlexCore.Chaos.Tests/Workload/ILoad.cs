using FlexCore.Chaos.Tests.History;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>Clients that work on a cluster and know what was acknowledged to them.</summary>
internal interface ILoad : IAsyncDisposable
{
    /// <summary>How much was acknowledged so far.</summary>
    int Acknowledged { get; }

    /// <summary>The longest time in which one of its clients got nothing acknowledged since the last call, and what it was answered meanwhile.</summary>
    (TimeSpan Longest, string Story) TakeUnavailability();

    /// <summary>Waits until more was acknowledged everywhere.</summary>
    Task WhenAcknowledgedAsync(int more);

    /// <summary>Ends the clients, waits for what the cluster has to do still, and compares.</summary>
    /// <returns>A verdict for each thing that was worked on.</returns>
    Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync();
}
