using System.Collections.Concurrent;
using FlexCore.Application.Journal;
using FlexCore.Application.Pipelines;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain;

namespace FlexCore.Application.Catalogs;

/// <summary>The read model of pipelines: every pipeline of the node, folded from its own events.</summary>
/// <remarks>
/// <para>In memory; rebuilt at start from the streams that the directory lists, not from the whole feed, because the feed also holds every record of every topic.</para>
/// <para>Use cases refresh a pipeline after each command, before they answer, so a caller's next query sees its own change. Thread-safe; refreshes of one
/// pipeline may overlap, and the newer one wins.</para>
/// </remarks>
public sealed class PipelineCatalog
{
    private static readonly PipelineDecider Decider = new();

    private readonly IEventJournal _journal;
    private readonly IEntityDirectory _directory;
    private readonly ConcurrentDictionary<EntityId, PipelineEntry> _entries = new();

    /// <summary>Creates an empty catalog.</summary>
    /// <param name="journal">Where the pipelines' events are.</param>
    /// <param name="directory">Lists them.</param>
    public PipelineCatalog(IEventJournal journal, IEntityDirectory directory)
    {
        _journal = journal;
        _directory = directory;
    }

    /// <summary>Reads every pipeline; called once, before the node serves.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var id in _directory.ListAsync(PipelineDecider.Kind, cancellationToken).ConfigureAwait(false))
        {
            await RefreshAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    internal IEnumerable<PipelineEntry> All => _entries.Values;

    internal IEnumerable<PipelineEntry> Of(TenantId tenant) => _entries.Values.Where(entry => entry.Id.Tenant == tenant && entry.IsVisible);

    /// <summary>The pipeline as of the last refresh; null when it does not exist or is hidden.</summary>
    internal PipelineEntry? Find(TenantId tenant, string key) =>
        PipelineKeys.TryId(tenant, key) is { } id && _entries.TryGetValue(id, out var entry) && entry.IsVisible ? entry : null;

    /// <summary>Folds what was committed since the last refresh.</summary>
    internal async Task<PipelineEntry?> RefreshAsync(EntityId id, CancellationToken cancellationToken)
    {
        var known = _entries.GetValueOrDefault(id);
        var entry = known ?? new PipelineEntry(id, PipelineState.Absent, 0, default, default);
        await foreach (var stored in _journal.ReadStreamAsync(id, entry.Revision + 1, cancellationToken).ConfigureAwait(false))
        {
            entry = Fold(entry, stored);
        }

        if (entry.Revision == 0)
        {
            return null;
        }

        return _entries.AddOrUpdate(id, entry, (_, other) => other.Revision > entry.Revision ? other : entry);
    }

    private static PipelineEntry Fold(PipelineEntry entry, StoredEvent stored)
    {
        if (Events.SystemEvents.Contains(stored.Type))
        {
            return entry with { Revision = stored.Version };
        }

        var happened = PipelineCodecs.Events.Decode(stored.Type, stored.SchemaVersion, stored.Payload);
        var created = happened is PipelineEvent.Created ? stored.Metadata.Time : entry.CreatedAt;
        return entry with
        {
            State = Decider.Evolve(entry.State, happened),
            Revision = stored.Version,
            CreatedAt = created,
            UpdatedAt = stored.Metadata.Time,
        };
    }
}
