using FlexCore.Application.Catalogs;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Jobs;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Supervision;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.UseCases;

/// <summary>Brings what runs into line with what should run: a pipeline that counts as running has a supervised stream. Stateless and thread-safe.</summary>
public sealed class StreamStarter
{
    private readonly NodeServices _services;
    private readonly IJobFiles _files;
    private readonly StreamDocuments _documents;

    /// <summary>Creates the starter.</summary>
    /// <param name="services">What it works with.</param>
    /// <param name="files">The files of jobs.</param>
    public StreamStarter(NodeServices services, IJobFiles files)
    {
        ArgumentNullException.ThrowIfNull(services);
        _services = services;
        _files = files;
        _documents = new StreamDocuments(services);
    }

    /// <summary>Starts every stream and job that was at work when the node stopped or crashed. Called once, when the catalog is loaded.</summary>
    /// <returns>What could not be started, and why.</returns>
    public Task<IReadOnlyList<(EntityId Pipeline, Refusal Refusal)>> StartAllAsync() => StartWhereAsync(static _ => true);

    /// <summary>Starts every stream and job of some pipelines that counts as running and is not at work.</summary>
    /// <param name="isWanted">Which streams: pipelines, and partitions as <see cref="DataStreams.StreamParts"/> names them.</param>
    /// <param name="cancellationToken">Stops between two of them.</param>
    /// <returns>What could not be started, and why.</returns>
    /// <exception cref="Journal.JournalException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<(EntityId Pipeline, Refusal Refusal)>> StartWhereAsync(Func<EntityId, bool> isWanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        var refused = new List<(EntityId, Refusal)>();
        foreach (var entry in _services.Catalog.All.ToArray())
        {
            var plan = await _documents.PlanAsync(entry, cancellationToken).ConfigureAwait(false);
            if (plan is null)
            {
                await EndLeftAsync(entry.Id, cancellationToken).ConfigureAwait(false);
            }

            if (plan is not null && plan.Parts.Any(isWanted) && await EnsureRunningAsync(entry.Id, fresh: false, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                refused.Add((entry.Id, refusal));
            }
        }

        return refused;
    }

    /// <summary>Brings one stream into line with its pipeline as others have changed it: starts it here when it should run here, and ends it when it should not.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Why it could not be started, or <see langword="null"/>.</returns>
    /// <exception cref="Journal.JournalException">The store cannot be read.</exception>
    public async Task<Refusal?> ReconcileAsync(EntityId pipeline, CancellationToken cancellationToken = default)
    {
        await _services.Catalog.RefreshAsync(pipeline, cancellationToken).ConfigureAwait(false);

        // Asked of the catalog as it is when it is looked at: a run that was started meanwhile is in it already.
        await _services.Supervisor.StopOrdersAsync(
            order => order.Pipeline.Equals(pipeline) && !IsWanted(order), "it was stopped, or another node runs it now", cancellationToken).ConfigureAwait(false);
        return await EnsureRunningAsync(pipeline, fresh: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends the records of runs that nobody ended: streams of this process that still count as running, although their pipeline does not and nothing is at work for them. A crash between
    /// the two steps of a pause leaves them so.
    /// </summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="cancellationToken">Stops between two of them.</param>
    /// <returns>How many were ended.</returns>
    /// <exception cref="Journal.JournalException">The store cannot be read.</exception>
    public async Task<int> EndLeftAsync(EntityId pipeline, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        if (_services.Catalog.Find(pipeline.Tenant, pipeline.Key) is not { } entry || entry.State.Status == PipelineStatus.Running
            || await _documents.LastPlanAsync(entry, cancellationToken).ConfigureAwait(false) is not { } last)
        {
            return 0;
        }

        var ended = 0;
        foreach (var part in last.Parts.Where(_services.Placement.IsHere))
        {
            var stream = StreamParts.StreamOf(part);
            var state = (await _services.Streams.ReadAsync(stream, cancellationToken).ConfigureAwait(false)).State;

            // Looked at behind the record: what this process has begun meanwhile is under its eyes before its record says so.
            if (state is not { Status: DataStreamStatus.Running, Run: { } run } || _services.Supervisor.Find(part) is not null)
            {
                continue;
            }

            // Of exactly this attempt: one that has begun meanwhile is not touched, and says so.
            var context = new CommandContext(new SecurityContext(state.Tenant, entry.State.Owner), _services.Clock.GetUtcNow(), run.Id);
            var stop = new DataStreamCommand.Stop(context, run.Id, run.Attempt, run.Counters, "its process ended while the pipeline was held");
            ended += (await _services.Streams.AskAsync(stream, stop, cancellationToken).ConfigureAwait(false)).Refusal is null ? 1 : 0;
        }

        return ended;
    }

    /// <summary>The streams of a pipeline, by its newest document, that belong here.</summary>
    internal IEnumerable<EntityId> PartsHere(PipelineEntry entry) =>
        StreamParts.All(entry.Id, _documents.PartitionsOf(entry, entry.State.Document)).Where(_services.Placement.IsHere);

    private bool IsWanted(StreamOrder order) =>
        _services.Catalog.Find(order.Pipeline.Tenant, order.Pipeline.Key) is { State: { Status: PipelineStatus.Running, Run: { } run } }
        && string.Equals(run.Id, order.Run.Id, StringComparison.Ordinal)
        && _services.Placement.IsHere(order.Part);

    /// <summary>Starts what belongs here of a pipeline that counts as running, unless it is at work.</summary>
    internal async Task<Refusal?> EnsureRunningAsync(EntityId id, bool fresh, CancellationToken cancellationToken)
    {
        var entry = _services.Catalog.Find(id.Tenant, id.Key);
        if (entry is null || await _documents.PlanAsync(entry, cancellationToken).ConfigureAwait(false) is not { } plan || !plan.Parts.Any(_services.Placement.IsHere))
        {
            return null;
        }

        CompileDocumentOptions options;
        try
        {
            options = entry.IsJob ? await _files.OptionsOfAsync(id, cancellationToken).ConfigureAwait(false) : CompileDocumentOptions.None;
        }
        catch (IOException missing)
        {
            return new Refusal(NodeRefusals.JobFilesMissing, missing.Message);
        }

        Refusal? refusal = null;
        var isSpread = plan.Partitions > 0;
        for (var i = 0; i < plan.Parts.Count && refusal is null; i++)
        {
            var order = new StreamOrder(id, plan.Run, plan.Document, entry.State.Owner) { Part = plan.Parts[i], Partition = isSpread ? i : null, Fresh = fresh && !isSpread, Options = options };
            refusal = _services.Supervisor.TryStart(order);
        }

        return refusal;
    }
}
