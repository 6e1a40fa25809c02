using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventTransfer;

/// <summary>Imports the events of one stream, or tries it. Used by one import.</summary>
/// <param name="store">The streams.</param>
/// <param name="journal">How far a stream has come.</param>
/// <param name="request">Who imports.</param>
/// <param name="tally">Where the outcome goes.</param>
internal sealed class StreamImport(IEventStore store, IEventJournal journal, ImportRequest request, ImportTally tally)
{
    // An append that builds on a version that has just gone is tried again from what is there; a stream that others write all the time ends it.
    private const int RacesMax = 20;

    /// <summary>Imports.</summary>
    /// <param name="events">The stream's events in order.</param>
    /// <param name="cancellationToken">Stops between two appends.</param>
    public async Task RunAsync(IReadOnlyList<EventFileEvent> events, CancellationToken cancellationToken)
    {
        for (int next = 0, races = 0; next < events.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (first, count) = (events[next], CountOf(events, next));
            var reply = await AppendAsync(events, next, count).ConfigureAwait(false);
            if (reply is null)
            {
                return;
            }

            if (reply.Refusal is not { } refusal)
            {
                tally.Add(imported: count, present: 0);
                (next, races) = (next + count, 0);
                continue;
            }

            if (refusal.Code != "wrong-expected-version" || ++races > RacesMax)
            {
                tally.Refuse(first.Line, refusal.Code, $"the events from here on of '{first.Key}' were refused. {refusal.Message}");
                return;
            }

            var present = await PassAsync(events, next, reply.LastVersion, cancellationToken).ConfigureAwait(false);
            if (present < 0)
            {
                return;
            }

            tally.Add(imported: 0, present);
            next += present;
        }
    }

    /// <summary>Finds out what an import would do.</summary>
    /// <param name="events">The stream's events in order.</param>
    /// <param name="planned">The version that the stream would have by what stands before it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task TryAsync(IReadOnlyList<EventFileEvent> events, long planned, CancellationToken cancellationToken)
    {
        if (Identify(events[0]) is not { } id)
        {
            return;
        }

        var version = await journal.FindVersionAsync(id, cancellationToken).ConfigureAwait(false);
        var present = await PassAsync(events, 0, Math.Max(version, planned), cancellationToken, version).ConfigureAwait(false);
        if (present < 0)
        {
            return;
        }

        for (var next = present; next < events.Count;)
        {
            var count = CountOf(events, next);
            if (EventStreamDecider.Check(Slice(events, next, count)) is { } refusal)
            {
                tally.Refuse(events[next].Line, refusal.Code, $"the events from here on of '{events[next].Key}' would be refused. {refusal.Message}");
                return;
            }

            next += count;
        }

        tally.Add(events.Count - present, present);
    }

    // How many of the events one append can take.
    private static int CountOf(IReadOnlyList<EventFileEvent> events, int next)
    {
        var (count, bytes) = (0, 0L);
        while (next + count < events.Count && count < EventStreamLimits.AppendEventsMax && events[next + count].Version == events[next].Version + count)
        {
            var candidate = events[next + count].Event;
            bytes += Encoding.UTF8.GetByteCount(candidate?.Data ?? "") + Encoding.UTF8.GetByteCount(candidate?.Metadata ?? "");
            if (count > 0 && bytes > EventStreamLimits.AppendBytesMax)
            {
                break;
            }

            count++;
        }

        return count;
    }

    private static ValueList<StreamEvent> Slice(IReadOnlyList<EventFileEvent> events, int next, int count) =>
        [.. events.Skip(next).Take(count).Select(recorded => recorded.Event).OfType<StreamEvent>()];

    private async Task<EventAppendReply?> AppendAsync(IReadOnlyList<EventFileEvent> events, int next, int count)
    {
        if (Identify(events[next]) is null)
        {
            return null;
        }

        // Not cancelled: an append under way is waited for, so that what is told is what is there.
        return await store.AppendAsync(
            new EventAppend(request.Security, events[next].Key, events[next].Version - 1, Slice(events, next, count), request.CorrelationId), CancellationToken.None).ConfigureAwait(false);
    }

    private EntityId? Identify(EventFileEvent recorded)
    {
        try
        {
            return new EntityId(request.Security.Tenant, EventStreamDecider.Kind, recorded.Key);
        }
        catch (InvalidIdentifierException error)
        {
            tally.Refuse(recorded.Line, "bad-event", error.Message);
            return null;
        }
    }

    // How many of the events are there; -1 when one is another one, or when events before them are missing.
    private async Task<int> PassAsync(IReadOnlyList<EventFileEvent> events, int next, long version, CancellationToken cancellationToken, long? stored = null)
    {
        var first = events[next];
        if (version < first.Version - 1)
        {
            tally.Refuse(
                first.Line, "import-gap", $"the event is version {first.Version} of '{first.Key}', and the stream has {version} here: versions {version + 1} to {first.Version - 1} are missing. Import the export with them first, or export the whole stream.");
            return -1;
        }

        var have = (int)Math.Min(events.Count - next, (stored ?? version) - first.Version + 1);
        for (var passed = 0; passed < have;)
        {
            var part = await store.ReadAsync(
                request.Security, new EventRead(first.Key) { From = events[next + passed].Version, Limit = Math.Min(have - passed, EventRead.LimitMax) }, cancellationToken).ConfigureAwait(false);
            if (part.Refusal is { } denied || part.Events.Count == 0)
            {
                tally.Refuse(events[next + passed].Line, part.Refusal?.Code ?? "import-conflict", part.Refusal?.Message ?? $"version {events[next + passed].Version} of '{first.Key}' cannot be read.");
                return -1;
            }

            foreach (var present in part.Events)
            {
                var wanted = events[next + passed];
                if (present.Id != wanted.Id || present.Stored.Version != wanted.Version)
                {
                    tally.Refuse(
                        wanted.Line, "import-conflict", $"'{first.Key}' has another event as version {wanted.Version} ({present.Id}, not {wanted.Id}). Streams of two stores cannot be mixed: import into a store without this stream.");
                    return -1;
                }

                passed++;
            }
        }

        return Math.Max(0, have);
    }
}
