using FlexCore.Application.Catalogs;
using FlexCore.Application.Jobs;
using FlexCore.Application.Nodes;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain;

namespace FlexCore.Application.UseCases;

/// <summary>The use cases of jobs. A job is a pipeline of its own that is published and started as it is created. Stateless and thread-safe.</summary>
public sealed class JobService : IJobs
{
    private const string Prefix = "job:";

    private readonly NodeServices _services;
    private readonly StreamStarter _starter;
    private readonly IJobFiles _files;
    private readonly PipelineDesk _desk;

    /// <summary>Creates the use cases.</summary>
    /// <param name="services">What they work with.</param>
    /// <param name="starter">Starts streams.</param>
    /// <param name="files">The files of jobs.</param>
    public JobService(NodeServices services, StreamStarter starter, IJobFiles files)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(starter);
        ArgumentNullException.ThrowIfNull(files);
        _services = services;
        _starter = starter;
        _files = files;
        _desk = new PipelineDesk(services);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<JobView>> SubmitAsync(NodeCall call, SubmitJob request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((PipelineDesk.Check(call) ?? _services.Supervisor.Full()) is { } refused)
        {
            return NodeRefusals.Refuse<JobView>(refused);
        }

        // With a key the id comes from the key, so that the same request again is the same job.
        var id = NewId(call);
        if (!_services.Placement.IsHere(id))
        {
            return NodeRefusals.Refuse<JobView>(
                NodeRefusals.NotOwner, "A job with this idempotency key belongs to another node, and its files are kept where it runs. Send it to that node, or without a key to any.");
        }

        await _files.SaveAsync(id, request, cancellationToken).ConfigureAwait(false);
        var compiled = _services.Compiler.Compile(request.Document, await _files.OptionsOfAsync(id, cancellationToken).ConfigureAwait(false));
        if (compiled is not { Graph: not null, Name: { } name })
        {
            Forget(id);
            return NodeRefusals.Invalid<JobView>(compiled.Findings);
        }

        if (!compiled.IsBounded)
        {
            Forget(id);
            return NodeRefusals.Refuse<JobView>(
                NodeRefusals.UnboundedSource, $"The source of '{name}' never ends, so it is no job. Create a stream of it, or send the records with the job.");
        }

        var document = new PipelineDocument(request.Document, compiled.Steps);
        var refusal = await _desk.AskAsync(
                id, call, string.Empty, context => new PipelineCommand.Create(context, name, compiled.Description) { Document = document }, cancellationToken).ConfigureAwait(false)
            ?? await _desk.AskAsync(id, call, ":activate", context => new PipelineCommand.Activate(context), cancellationToken).ConfigureAwait(false)
            ?? await _desk.AskAsync(id, call, ":start", context => new PipelineCommand.Start(context, PipelineKeys.NewRunId(_services.Clock)), cancellationToken).ConfigureAwait(false)
            ?? await _starter.EnsureRunningAsync(id, fresh: false, cancellationToken).ConfigureAwait(false);
        return refusal is null ? await GetAsync(call, id.Key[Prefix.Length..], cancellationToken).ConfigureAwait(false) : NodeRefusals.Refuse<JobView>(refusal);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<JobView>> GetAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        Find(call, id) is { } entry
            ? new NodeReply<JobView>(await ViewOfAsync(entry, cancellationToken).ConfigureAwait(false), null)
            : NodeRefusals.NoJob<JobView>(id);

    /// <inheritdoc/>
    public async Task<Page<JobView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(query);
        PipelineEntry[] found =
        [
            .. _services.Catalog.Of(call.Security.Tenant)
                .Where(entry => entry.IsJob && entry.Matches(query.Text))
                .Where(entry => query.Status is null || string.Equals(StatusOf(entry), query.Status, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(entry => entry.CreatedAt).ThenBy(entry => entry.Id.Key, StringComparer.Ordinal),
        ];
        var page = query.Apply(found);
        var views = new List<JobView>(page.Items.Count);
        foreach (var entry in page.Items)
        {
            views.Add(await ViewOfAsync(entry, cancellationToken).ConfigureAwait(false));
        }

        return new Page<JobView>(views, page.Total, page.Offset, page.Limit);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<JobView>> CancelAsync(NodeCall call, string id, CancellationToken cancellationToken = default)
    {
        if (Find(call, id) is not { } entry)
        {
            return NodeRefusals.NoJob<JobView>(id);
        }

        if (entry.State.Status is not (PipelineStatus.Running or PipelineStatus.Paused))
        {
            return NodeRefusals.Refuse<JobView>(NodeRefusals.JobEnded, $"The job '{id}' has ended: it is {StatusOf(entry)}. There is nothing to cancel.");
        }

        var refusal = await _desk.AskAsync(entry.Id, call, ":hold", context => new PipelineCommand.Pause(context), cancellationToken).ConfigureAwait(false);
        if (refusal is null)
        {
            await _services.Supervisor.StopAsync(entry.Id, $"cancelled by {call.Security.Principal}", cancellationToken).ConfigureAwait(false);
            refusal = await _desk.AskAsync(entry.Id, call, ":archive", context => new PipelineCommand.Archive(context), cancellationToken).ConfigureAwait(false);
        }

        return refusal is null ? await GetAsync(call, id, cancellationToken).ConfigureAwait(false) : NodeRefusals.Refuse<JobView>(refusal);
    }

    // A request with the key of a job that was taken leaves that job's files alone.
    private void Forget(EntityId id)
    {
        if (_services.Catalog.Find(id.Tenant, id.Key) is null)
        {
            _files.Delete(id);
        }
    }

    // A job's files are on the node that takes it, so it gets an id whose stream belongs here. With a key the id is given.
    private EntityId NewId(NodeCall call)
    {
        const int Attempts = 10_000;
        var id = new EntityId(call.Security.Tenant, PipelineDecider.Kind, Prefix + IdOf(call));
        for (var i = 0; i < Attempts && call.IdempotencyKey is null && !_services.Placement.IsHere(id); i++)
        {
            id = new EntityId(call.Security.Tenant, PipelineDecider.Kind, Prefix + IdOf(call));
        }

        return id;
    }

    private string IdOf(NodeCall call) => call.IdempotencyKey is { } key
        ? "key-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)))[..32]
        : PipelineKeys.NewRunId(_services.Clock);

    private PipelineEntry? Find(NodeCall call, string id)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _services.Catalog.Find(call.Security.Tenant, Prefix + id) is { IsJob: true } entry ? entry : null;
    }

    private string StatusOf(PipelineEntry entry) =>
        StreamViews.StatusOf(entry, _services.Supervisor.Find(entry.Id)?.Activity, _services.Placement.IsHere(entry.Id)) is var status && status == "archived" ? "cancelled" : status;

    private async Task<JobView> ViewOfAsync(PipelineEntry entry, CancellationToken cancellationToken)
    {
        var activity = _services.Supervisor.Find(entry.Id)?.Activity;
        var stream = new EntityId(entry.Id.Tenant, DataStreamDecider.Kind, entry.Id.Key);
        var state = (await _services.Streams.ReadAsync(stream, cancellationToken).ConfigureAwait(false)).State;
        var ended = entry.State.Status == PipelineStatus.Archived ? entry.UpdatedAt : entry.State.Run?.EndedAt;
        return new JobView(
            entry.Id.Key[Prefix.Length..],
            entry.State.Name,
            StatusOf(entry),
            entry.CreatedAt,
            ended,
            activity?.Error ?? entry.State.Run?.Error,
            activity?.Run?.Progress ?? StreamViews.ProgressOf(state.Run),
            _files.OutputOf(entry.Id));
    }
}
