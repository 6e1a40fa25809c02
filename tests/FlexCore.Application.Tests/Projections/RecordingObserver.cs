using System.Collections.Concurrent;
using FlexCore.Application.Projections;
using FlexCore.Testing.Probes;

namespace FlexCore.Application.Tests.Projections;

/// <summary>Writes down what projections tell.</summary>
internal sealed class RecordingObserver : IProjectionObserver
{
    public Probe<(string Reason, bool IsGivenUp)> Parkings { get; } = new();

    public Probe<string> Faults { get; } = new();

    public Probe<long> Swaps { get; } = new();

    public Probe<string> Anew { get; } = new();

    public Probe<(long Generation, long Events)> Lacking { get; } = new();

    public Probe<Exception> Interruptions { get; } = new();

    public ConcurrentQueue<(int Applied, int Documents)> Commits { get; } = new();

    public void Parked(string projection, ProjectedEvent happened, string reason) => Parkings.Add((reason, false));

    public void GaveUp(string projection, ProjectedEvent happened, string reason) => Parkings.Add((reason, true));

    public void Faulted(string projection, long generation, string reason) => Faults.Add(reason);

    public void Interrupted(string projection, Exception error) => Interruptions.Add(error);

    public void BegunAnew(string projection, long generation, string reason) => Anew.Add(reason);

    public void LacksEvents(string projection, long generation, long events) => Lacking.Add((generation, events));

    public void Swapped(string projection, long generation) => Swaps.Add(generation);

    public void Committed(string projection, int applied, int documents) => Commits.Enqueue((applied, documents));
}
