using FlexCore.Application.Catalogs;
using FlexCore.Application.Jobs;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Supervision;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain;

namespace FlexCore.Application.UseCases;

/// <summary>Brings what runs into line with what should run: a pipeline that counts as running has a supervised stream. Stateless and thread-safe.</summary>
public sealed class StreamStarter
{
    private readonly NodeServices _services;
    private readonly IJobFiles _files;
    private readonly PipelineHistory _history;

    /// <summary>Creates the starter.</summary>
    /// <param name="services">What it works with.</param>
    /// <param name="files">The files of jobs.</param>
    public StreamStarter(NodeServices services, IJobFiles files)
    {
        ArgumentNullException.ThrowIfNull(services);
        _services = services;
        _files = files;
        _history = new PipelineHistory(services.Journal);
    }

    /// <summary>Starts every stream and job that was at work when the node stopped or crashed. Called once, when the catalog is loaded.</summary>
    /// <returns>What could not be started, and why.</returns>
    public Task<IReadOnlyList<(EntityId Pipeline, Refusal Refusal)>> StartAllAsync() => StartWhereAsync(static _ => true);

    /// <summary>Starts every stream and job of some pipelines that counts as running and is not at work.</summary>
    /// <param name="isWanted">Which pipelines.</param>
    /// <param name="cancellationToken">Stops between two of them.</param>
    /// <returns>What could not be started, and why.</returns>
    /// <exception cref="Journal.JournalException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<(EntityId Pipeline, Refusal Refusal)>> StartWhereAsync(Func<EntityId, bool> isWanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        var refused = new List<(EntityId, Refusal)>();
        foreach (var entry in _services.Catalog.All.Where(entry => isWanted(entry.Id)).ToArray())
        {
            if (await EnsureRunningAsync(entry.Id, fresh: false, cancellationToken).ConfigureAwait(false) is { } refusal)
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
        var entry = await _services.Catalog.RefreshAsync(pipeline, cancellationToken).ConfigureAwait(false);
        if (entry?.State.Status == PipelineStatus.Running && _services.Placement.IsHere(pipeline))
        {
            return await EnsureRunningAsync(pipeline, fresh: false, cancellationToken).ConfigureAwait(false);
        }

        await _services.Supervisor.StopAsync(pipeline, "it was stopped, or another node runs it now", cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Starts the stream of a pipeline that counts as running, unless it is at work or belongs to another node.</summary>
    internal async Task<Refusal?> EnsureRunningAsync(EntityId id, bool fresh, CancellationToken cancellationToken)
    {
        var entry = _services.Catalog.Find(id.Tenant, id.Key);
        if (entry is not { State: { Status: PipelineStatus.Running, Run: { } run } } || !_services.Placement.IsHere(id))
        {
            return null;
        }

        var document = entry.State.Document;
        if (run.Version != entry.State.Version)
        {
            var versions = await _history.VersionsAsync(id, cancellationToken).ConfigureAwait(false);
            document = versions.FirstOrDefault(version => version.Version == run.Version)?.Document ?? document;
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

        return _services.Supervisor.TryStart(new StreamOrder(id, run, document, entry.State.Owner) { Fresh = fresh, Options = options });
    }
}
