using FlexCore.Application.Catalogs;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Pipelines;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain;

namespace FlexCore.Application.UseCases;

/// <summary>The use cases of streams. Stateless and thread-safe.</summary>
public sealed partial class StreamService : IStreams
{
    private readonly NodeServices _services;
    private readonly IPipelines _pipelines;
    private readonly StreamStarter _starter;
    private readonly PipelineDesk _desk;
    private readonly PipelineHistory _history;
    private readonly StreamViews _views;
    private readonly StreamDocuments _documents;
    private readonly StreamLayout _layout;
    private readonly StreamStops _stops;

    /// <summary>Creates the use cases.</summary>
    /// <param name="services">What they work with.</param>
    /// <param name="pipelines">Creates the pipelines that streams belong to.</param>
    /// <param name="starter">Starts streams.</param>
    public StreamService(NodeServices services, IPipelines pipelines, StreamStarter starter)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(pipelines);
        ArgumentNullException.ThrowIfNull(starter);
        _services = services;
        _pipelines = pipelines;
        _starter = starter;
        _desk = new PipelineDesk(services);
        _history = new PipelineHistory(services.Journal);
        _documents = new StreamDocuments(services);
        _views = new StreamViews(services, _documents);
        _layout = new StreamLayout(services);
        _stops = new StreamStops(services, _documents);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<StreamView>> CreateAsync(NodeCall call, CreateStream request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(request);
        var compiled = _services.Compiler.Compile(request.Document, CompileDocumentOptions.None);
        if (compiled is not { Graph: not null, Name: { } key })
        {
            return NodeRefusals.Invalid<StreamView>(compiled.Findings);
        }

        if (request.Start && _services.Supervisor.Full() is { } full)
        {
            return NodeRefusals.Refuse<StreamView>(full);
        }

        var created = await _pipelines.CreateAsync(call, new CreatePipeline(request.Document), cancellationToken).ConfigureAwait(false);
        if (created.Refusal is { } refused)
        {
            return NodeRefusals.Refuse<StreamView>(refused);
        }

        var id = new EntityId(call.Security.Tenant, PipelineDecider.Kind, key);
        var refusal = await _desk.AskAsync(id, call, ":activate", context => new PipelineCommand.Activate(context), cancellationToken).ConfigureAwait(false);
        if (refusal is null && request.Start)
        {
            refusal = await BeginAsync(id, call, new StartStream(), cancellationToken).ConfigureAwait(false);
        }

        return await AnswerAsync(id, refusal, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<StreamView>> StartAsync(NodeCall call, string key, StartStream request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Check(call, key, out var entry) is { } refused)
        {
            return refused;
        }

        if (entry.State.Status == PipelineStatus.Running)
        {
            return NodeRefusals.Refuse<StreamView>(
                NodeRefusals.StreamIsRunning, $"The stream '{entry.Id.Key}' is at work. Stop or restart it instead.");
        }

        if (_services.Supervisor.Full() is { } full)
        {
            return NodeRefusals.Refuse<StreamView>(full);
        }

        var refusal = entry.State.Status == PipelineStatus.Paused && !request.Fresh
            ? await _desk.AskAsync(entry.Id, call, string.Empty, context => new PipelineCommand.Resume(context), cancellationToken).ConfigureAwait(false)
                ?? await _starter.EnsureRunningAsync(entry.Id, fresh: false, cancellationToken).ConfigureAwait(false)
            : await BeginAsync(entry.Id, call, request, cancellationToken).ConfigureAwait(false);
        return await AnswerAsync(entry.Id, refusal, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<StreamView>> StopAsync(NodeCall call, string key, CancellationToken cancellationToken = default)
    {
        if (Check(call, key, out var entry) is { } refused)
        {
            return refused;
        }

        if (entry.State.Status != PipelineStatus.Running)
        {
            return NodeRefusals.Refuse<StreamView>(
                NodeRefusals.StreamNotRunning, $"The stream '{entry.Id.Key}' is not at work: it is {StreamViews.StatusOf(entry, null, isHere: true)}. There is nothing to stop.");
        }

        var refusal = await HoldAsync(entry, call, cancellationToken).ConfigureAwait(false);
        return await AnswerAsync(entry.Id, refusal, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<StreamView>> RestartAsync(NodeCall call, string key, StartStream request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Check(call, key, out var entry) is { } refused)
        {
            return refused;
        }

        var refusal = entry.State.Status == PipelineStatus.Running ? await HoldAsync(entry, call, cancellationToken).ConfigureAwait(false) : null;
        refusal ??= await BeginAsync(entry.Id, call, request, cancellationToken).ConfigureAwait(false);
        return await AnswerAsync(entry.Id, refusal, cancellationToken).ConfigureAwait(false);
    }

    // A new run of the newest version, as the pipeline sees it; the records go on at the checkpoint unless they are to begin afresh.
    private async Task<Refusal?> BeginAsync(EntityId id, NodeCall call, StartStream how, CancellationToken cancellationToken) =>
        await PrepareAsync(id, call, how.Fresh, cancellationToken).ConfigureAwait(false)
        ?? await _desk.AskAsync(id, call, ":start", context => new PipelineCommand.Start(context, how.RunId ?? PipelineKeys.NewRunId(_services.Clock)), cancellationToken).ConfigureAwait(false)
        ?? await _starter.EnsureRunningAsync(id, how.Fresh, cancellationToken).ConfigureAwait(false);

    // One stream begins afresh where it runs. Partitions are on many nodes, so theirs are reset before they are started.
    private async Task<Refusal?> PrepareAsync(EntityId id, NodeCall call, bool fresh, CancellationToken cancellationToken)
    {
        // A pipeline that never ran has nothing to go on with.
        if (_services.Catalog.Find(id.Tenant, id.Key) is not { State.Run: not null } entry)
        {
            return null;
        }

        var partitions = _documents.PartitionsOf(entry, entry.State.Document);
        var refusal = fresh ? null : await _layout.CheckAsync(id, partitions, cancellationToken).ConfigureAwait(false);
        if (fresh && (partitions > 0 || await _layout.WasSpreadAsync(id, cancellationToken).ConfigureAwait(false)))
        {
            await _layout.ResetAsync(call.Security, id, cancellationToken).ConfigureAwait(false);
        }

        return refusal;
    }

    private async Task<Refusal?> HoldAsync(PipelineEntry entry, NodeCall call, CancellationToken cancellationToken)
    {
        var refusal = await _desk.AskAsync(entry.Id, call, ":hold", context => new PipelineCommand.Pause(context), cancellationToken).ConfigureAwait(false);
        if (refusal is null)
        {
            await _stops.StopAsync(entry, $"stopped by {call.Security.Principal}", cancellationToken).ConfigureAwait(false);
        }

        return refusal;
    }

    private NodeReply<StreamView>? Check(NodeCall call, string key, out PipelineEntry entry)
    {
        var found = Find(call, key);
        entry = found ?? new PipelineEntry(new EntityId(call.Security.Tenant, PipelineDecider.Kind, "none"), PipelineState.Absent, 0, default, default);
        return PipelineDesk.Check(call) is { } bad ? NodeRefusals.Refuse<StreamView>(bad)
            : found is null ? NodeRefusals.NoStream<StreamView>(key)
            : null;
    }

    private PipelineEntry? Find(NodeCall call, string key)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _services.Catalog.Find(call.Security.Tenant, key) is { } entry && StreamViews.IsStream(entry) ? entry : null;
    }

    private async Task<NodeReply<StreamView>> AnswerAsync(EntityId id, Refusal? refusal, CancellationToken cancellationToken) =>
        refusal is not null ? NodeRefusals.Refuse<StreamView>(refusal)
        : _services.Catalog.Find(id.Tenant, id.Key) is { } entry
            ? new NodeReply<StreamView>(await _views.OfAsync(entry, cancellationToken).ConfigureAwait(false), null)
        : NodeRefusals.NoStream<StreamView>(id.Key);
}
