using FlexCore.Application.EventStreams;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.EventTransfer;

/// <summary>Imports through the entities of the streams, as every other append. Stateless and thread-safe.</summary>
/// <param name="store">The streams.</param>
/// <param name="journal">How far a stream has come, when an import is only tried.</param>
/// <param name="access">Who may do what.</param>
public sealed class EventImport(IEventStore store, IEventJournal journal, IEventAccess access) : IEventImport
{
    private const int StreamsAtOnce = 64;

    /// <inheritdoc/>
    public async ValueTask<NodeReply<ImportReport>> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (access.Check(request.Security, EventAction.Import, stream: null) is { } denied)
        {
            return denied;
        }

        using var reader = new EventFileReader();
        ImportPlan plan;
        try
        {
            plan = await ImportPlan.ReadAsync(reader, request.File, cancellationToken).ConfigureAwait(false);
        }
        catch (EventFileException damage)
        {
            return new Refusal("damaged-export", $"{damage.Message} Nothing was imported.");
        }

        var tally = new ImportTally();
        await Parallel.ForEachAsync(
            plan.Streams,
            new ParallelOptions { MaxDegreeOfParallelism = StreamsAtOnce, CancellationToken = cancellationToken },
            async (events, stop) =>
            {
                // What is refused is told at the end, with the first line of all; meanwhile no further stream is begun.
                if (!tally.HasRefusal)
                {
                    var stream = new StreamImport(store, journal, request, tally);
                    await (request.DryRun ? stream.TryAsync(events, plan.Planned.GetValueOrDefault(events[0].Key), stop) : stream.RunAsync(events, stop)).ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        return tally.RefusalOf(request.DryRun) is { } refusal
            ? refusal
            : new ImportReport(reader.Events, tally.Imported, tally.Present, plan.Others, plan.Streams.Count, request.DryRun);
    }
}
