using FlexCore.Application.Catalogs;
using FlexCore.Application.UseCases;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Supervision;

/// <summary>Compares the streams that should run with those that do, for metrics. Reads memory only. Thread-safe.</summary>
/// <param name="catalog">Knows what should run.</param>
/// <param name="supervisor">Knows what runs.</param>
/// <param name="starter">Knows which streams a pipeline has.</param>
public sealed class StreamWatch(PipelineCatalog catalog, StreamSupervisor supervisor, StreamStarter starter)
{
    /// <summary>How many streams should run and do not: they wait for a restart, were not started, or failed for good and wait for a person.</summary>
    /// <returns>The number, jobs left out.</returns>
    public int CountStranded() => catalog.All.Count(IsStranded);

    /// <summary>The streams and jobs at work, each with the instant up to which its work is safe.</summary>
    /// <returns>The pipelines; see <see cref="Streams.IStreamRun.SafeAt"/>.</returns>
    public IEnumerable<(EntityId Pipeline, DateTimeOffset SafeAt)> AtWork()
    {
        foreach (var stream in supervisor.All)
        {
            if (stream.Activity.Run?.Run.SafeAt is { } at)
            {
                yield return (stream.Order.Part, at);
            }
        }
    }

    private bool IsStranded(PipelineEntry entry) => entry.IsVisible && !entry.IsJob && entry.State.Status switch
    {
        PipelineStatus.Failed => true,
        PipelineStatus.Running => starter.PartsHere(entry).Any(part => supervisor.Find(part)?.Activity.Phase is null or StreamPhase.Restarting or StreamPhase.Ended),
        _ => false,
    };
}
