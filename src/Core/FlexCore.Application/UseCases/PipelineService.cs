using FlexCore.Application.Catalogs;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Pipelines;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain;

namespace FlexCore.Application.UseCases;

/// <summary>The use cases of pipelines. Stateless and thread-safe.</summary>
public sealed partial class PipelineService : IPipelines
{
    private readonly NodeServices _services;
    private readonly StreamStarter _starter;
    private readonly PipelineDesk _desk;
    private readonly PipelineHistory _history;
    private readonly StreamDocuments _documents;
    private readonly StreamStops _stops;
    private readonly StreamLayout _layout;

    /// <summary>Creates the use cases.</summary>
    /// <param name="services">What they work with.</param>
    /// <param name="starter">Starts streams.</param>
    public PipelineService(NodeServices services, StreamStarter starter)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(starter);
        _services = services;
        _starter = starter;
        _desk = new PipelineDesk(services);
        _history = new PipelineHistory(services.Journal);
        _documents = new StreamDocuments(services);
        _stops = new StreamStops(services, _documents);
        _layout = new StreamLayout(services);
    }

    /// <inheritdoc/>
    public DocumentReport Lint(string document)
    {
        var compiled = Compile(document);
        return new DocumentReport(compiled.Findings.Count == 0, compiled.Name, compiled.Steps, compiled.Findings);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<PipelineView>> CreateAsync(NodeCall call, CreatePipeline request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (PipelineDesk.Check(call) is { } bad)
        {
            return NodeRefusals.Refuse<PipelineView>(bad);
        }

        var compiled = Compile(request.Document);
        if (compiled.Name is not { } key || PipelineKeys.TryDocumentId(call.Security.Tenant, key) is not { } id)
        {
            return NodeRefusals.Invalid<PipelineView>(compiled.Findings.Count > 0 ? compiled.Findings : [NodeRefusals.BadName(compiled.Name)]);
        }

        var refusal = await _desk.AskAsync(
            id,
            call,
            string.Empty,
            context => new PipelineCommand.Create(context, request.Name ?? key, request.Description ?? compiled.Description)
            {
                Document = new PipelineDocument(request.Document, compiled.Steps),
            },
            cancellationToken).ConfigureAwait(false);
        return Answer(id, refusal);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<PipelineView>> UpdateAsync(NodeCall call, string key, UpdatePipeline request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (PipelineDesk.Check(call) is { } bad)
        {
            return NodeRefusals.Refuse<PipelineView>(bad);
        }

        if (Find(call, key) is not { } entry)
        {
            return NodeRefusals.NoPipeline<PipelineView>(key);
        }

        Refusal? refusal = null;
        if (request.Document is { } text)
        {
            var compiled = Compile(text);
            if (CheckUpdate(entry, compiled) is { } invalid)
            {
                return invalid;
            }

            var document = new PipelineDocument(text, compiled.Steps);
            refusal = await _desk.AskAsync(entry.Id, call, ":document", context => new PipelineCommand.SetDocument(context, document), cancellationToken)
                .ConfigureAwait(false);
        }

        if (refusal is null && (request.Name ?? request.Description) is not null)
        {
            var name = request.Name ?? entry.State.Name;
            var description = request.Description ?? entry.State.Description;
            refusal = await _desk.AskAsync(entry.Id, call, ":describe", context => new PipelineCommand.Describe(context, name, description), cancellationToken)
                .ConfigureAwait(false);
        }

        return Answer(entry.Id, refusal);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<PipelineView>> ActivateAsync(NodeCall call, string key, CancellationToken cancellationToken = default)
    {
        if (PipelineDesk.Check(call) is { } bad)
        {
            return NodeRefusals.Refuse<PipelineView>(bad);
        }

        if (Find(call, key) is not { } entry)
        {
            return NodeRefusals.NoPipeline<PipelineView>(key);
        }

        if (_services.Supervisor.Full() is { } full)
        {
            return NodeRefusals.Refuse<PipelineView>(full);
        }

        if (entry.State.Status == PipelineStatus.Draft)
        {
            var compiled = Compile(entry.State.Document);
            if (compiled.Graph is null)
            {
                return NodeRefusals.Invalid<PipelineView>(compiled.Findings);
            }

            // A draft that had mistakes when it was kept may have none now: its steps are known only today.
            var document = new PipelineDocument(entry.State.Document, compiled.Steps);
            var drafted = await _desk.AskAsync(entry.Id, call, ":draft", context => new PipelineCommand.SetDocument(context, document), cancellationToken)
                .ConfigureAwait(false);
            if (drafted is not null)
            {
                return NodeRefusals.Refuse<PipelineView>(drafted);
            }
        }

        var refusal = await _desk.AskAsync(entry.Id, call, ":activate", context => new PipelineCommand.Activate(context), cancellationToken).ConfigureAwait(false)
            ?? (entry.State.Run is null ? null : await _layout.CheckAsync(entry.Id, _documents.PartitionsOf(entry, entry.State.Document), cancellationToken).ConfigureAwait(false))
            ?? await _desk.AskAsync(entry.Id, call, ":start", context => new PipelineCommand.Start(context, PipelineKeys.NewRunId(_services.Clock)), cancellationToken).ConfigureAwait(false)
            ?? await _starter.EnsureRunningAsync(entry.Id, fresh: false, cancellationToken).ConfigureAwait(false);
        return Answer(entry.Id, refusal);
    }

    /// <inheritdoc/>
    public Task<NodeReply<PipelineView>> PauseAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        ChangeAsync(call, key, context => new PipelineCommand.Pause(context), async entry =>
        {
            await _stops.StopAsync(entry, $"paused by {call.Security.Principal}", cancellationToken).ConfigureAwait(false);
            return null;
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<NodeReply<PipelineView>> ResumeAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        _services.Supervisor.Full() is { } full
            ? Task.FromResult(NodeRefusals.Refuse<PipelineView>(full))
            : ChangeAsync(
                call, key, context => new PipelineCommand.Resume(context), entry => _starter.EnsureRunningAsync(entry.Id, fresh: false, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<NodeReply<PipelineView>> ArchiveAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        ChangeAsync(call, key, context => new PipelineCommand.Archive(context), static _ => Task.FromResult<Refusal?>(null), cancellationToken);

    /// <inheritdoc/>
    public async Task<NodeReply<PipelineView>> DeleteAsync(NodeCall call, string key, CancellationToken cancellationToken = default)
    {
        var before = Find(call, key);
        var reply = await ChangeAsync(
            call, key, context => new PipelineCommand.Delete(context), static _ => Task.FromResult<Refusal?>(null), cancellationToken).ConfigureAwait(false);

        // Afterwards nobody sees it any more, so the answer shows it as it was.
        return reply.Refusal is { Code: NodeRefusals.PipelineNotFound } && before is not null && Find(call, key) is null
            ? new NodeReply<PipelineView>(before.ToView() with { Status = PipelineEntry.StatusName(PipelineStatus.Archived) }, null)
            : reply;
    }

    private async Task<NodeReply<PipelineView>> ChangeAsync(
        NodeCall call, string key, Func<CommandContext, PipelineCommand> command, Func<PipelineEntry, Task<Refusal?>> then, CancellationToken cancellationToken)
    {
        if (PipelineDesk.Check(call) is { } bad)
        {
            return NodeRefusals.Refuse<PipelineView>(bad);
        }

        if (Find(call, key) is not { } entry)
        {
            return NodeRefusals.NoPipeline<PipelineView>(key);
        }

        var refusal = await _desk.AskAsync(entry.Id, call, string.Empty, command, cancellationToken).ConfigureAwait(false)
            ?? await then(entry).ConfigureAwait(false);
        return Answer(entry.Id, refusal);
    }

    private static NodeReply<PipelineView>? CheckUpdate(PipelineEntry entry, CompiledDocument compiled)
    {
        if (compiled.Name is null || (entry.State.Status != PipelineStatus.Draft && compiled.Graph is null))
        {
            return NodeRefusals.Invalid<PipelineView>(compiled.Findings);
        }

        return string.Equals(compiled.Name, entry.Id.Key, StringComparison.Ordinal) ? null : NodeRefusals.Refuse<PipelineView>(
            NodeRefusals.NameMismatch,
            $"The document's name is '{NodeRefusals.Shown(compiled.Name)}', but the pipeline is '{entry.Id.Key}'. Keep the name, or create another pipeline.");
    }

    private CompiledDocument Compile(string document) => _services.Compiler.Compile(document, CompileDocumentOptions.None);

    private PipelineEntry? Find(NodeCall call, string key) =>
        _services.Catalog.Find(call.Security.Tenant, key) is { IsJob: false } entry ? entry : null;

    private NodeReply<PipelineView> Answer(EntityId id, Refusal? refusal) =>
        refusal is not null ? NodeRefusals.Refuse<PipelineView>(refusal)
        : _services.Catalog.Find(id.Tenant, id.Key) is { } entry ? new NodeReply<PipelineView>(entry.ToView(), null)
        : NodeRefusals.NoPipeline<PipelineView>(id.Key);
}
