using System.Text;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain;

namespace FlexCore.Application.Catalogs;

/// <summary>Reads what is not in a pipeline's state from its events: the documents of its versions, and the events themselves. Stateless and thread-safe.</summary>
internal sealed class PipelineHistory(IEventJournal journal)
{
    /// <summary>The versions that were published since the pipeline was last created, the oldest first.</summary>
    public async Task<IReadOnlyList<PipelineVersionView>> VersionsAsync(EntityId id, CancellationToken cancellationToken)
    {
        var versions = new List<PipelineVersionView>();
        var document = new PipelineEvent.DocumentSet("", []);
        await foreach (var stored in journal.ReadStreamAsync(id, 1, cancellationToken).ConfigureAwait(false))
        {
            if (SystemEvents.Contains(stored.Type))
            {
                continue;
            }

            switch (PipelineCodecs.Events.Decode(stored.Type, stored.SchemaVersion, stored.Payload))
            {
                case PipelineEvent.Created:
                    versions.Clear();
                    document = new PipelineEvent.DocumentSet("", []);
                    break;
                case PipelineEvent.DocumentSet set:
                    document = set;
                    break;
                case PipelineEvent.VersionPublished published:
                    versions.Add(new PipelineVersionView(
                        published.Version, stored.Metadata.Time, stored.Metadata.Principal, document.Text, document.Steps.Count));
                    break;
            }
        }

        return versions;
    }

    /// <summary>A run as the events from a version on tell of it; null when they do not tell of its start.</summary>
    public async Task<PipelineRunView?> RunAsync(EntityId id, string runId, long after, CancellationToken cancellationToken)
    {
        PipelineRunView? run = null;
        await foreach (var stored in journal.ReadStreamAsync(id, Math.Max(0, after) + 1, cancellationToken).ConfigureAwait(false))
        {
            if (!SystemEvents.Contains(stored.Type))
            {
                run = Follow(run, runId, PipelineCodecs.Events.Decode(stored.Type, stored.SchemaVersion, stored.Payload), stored.Metadata.Time);
            }
        }

        return run;
    }

    /// <summary>Some events of an entity, the newest first. What the host of entities stores for itself is left out; what retention has taken away is one entry, the last.</summary>
    public async Task<Page<HistoryEntry>> EventsAsync(EntityId id, PageQuery query, CancellationToken cancellationToken)
    {
        var entries = new List<HistoryEntry>();
        StoredEvent? gone = null;
        await foreach (var stored in journal.ReadStreamAsync(id, 1, cancellationToken).ConfigureAwait(false))
        {
            if (stored.IsScavenged())
            {
                gone = stored;
            }
            else if (!SystemEvents.Contains(stored.Type))
            {
                entries.Add(EntryOf(stored));
            }
        }

        if (gone is not null)
        {
            entries.Insert(0, EntryOf(gone) with { Payload = FormattableString.Invariant($$"""{"from":1,"to":{{gone.Version}}}""") });
        }

        entries.Reverse();
        return query.Apply(entries);
    }

    // A run that has ended stays as it ended, whatever its pipeline does later.
    private static PipelineRunView? Follow(PipelineRunView? run, string runId, PipelineEvent happened, DateTimeOffset at) => happened switch
    {
        PipelineEvent.Started started when started.RunId == runId => new PipelineRunView(runId, started.Version, started.At, null, null),
        _ when run is not { EndedAt: null } => run,
        PipelineEvent.Completed completed => run with { EndedAt = completed.At },
        PipelineEvent.Failed failed => run with { EndedAt = failed.At, Error = failed.Error },
        PipelineEvent.Started => run with { EndedAt = at, Error = "It was held, and another run took its place." },
        PipelineEvent.Archived => run with { EndedAt = at, Error = "Its pipeline was archived before it ended." },
        _ => run,
    };

    private static HistoryEntry EntryOf(StoredEvent stored) => new(
        stored.Version,
        stored.Type,
        stored.Metadata.Time,
        stored.Metadata.Principal,
        stored.Metadata.CorrelationId,
        Encoding.UTF8.GetString(stored.Payload.Span));
}
