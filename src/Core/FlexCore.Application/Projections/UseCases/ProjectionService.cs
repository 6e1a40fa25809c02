using System.Globalization;
using FlexCore.Application.Feed;
using FlexCore.Application.Nodes;
using FlexCore.Application.Projections.BuiltIn;
using FlexCore.Application.Projections.Engine;
using FlexCore.Application.Projections.Store;
using FlexCore.Domain;

namespace FlexCore.Application.Projections.UseCases;

/// <summary>The use cases of projections over an engine. Thread-safe.</summary>
public sealed class ProjectionService : IProjections
{
    private const int ParkedShownMax = 1_000;

    private readonly ProjectionEngine _engine;
    private readonly ProjectionServices _services;
    private readonly Action _hint;
    private readonly PersonalDocuments? _personal;

    /// <summary>Creates the use cases.</summary>
    /// <param name="engine">Does the work.</param>
    /// <param name="hint">Tells other nodes that something has changed; called after each change.</param>
    /// <param name="personal">Opens personal values for readers who may see them; <see langword="null"/> where they stay sealed.</param>
    public ProjectionService(ProjectionEngine engine, Action hint, PersonalDocuments? personal = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(hint);
        _engine = engine;
        _services = engine.Services;
        _hint = hint;
        _personal = personal;
    }

    /// <inheritdoc/>
    public ReadModelSource Source => _services.Store.Source;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProjectionView>> ListAsync(NodeCall call, CancellationToken cancellationToken = default)
    {
        var end = await _services.Feed.ReadEndAsync(cancellationToken).ConfigureAwait(false);
        var views = new List<ProjectionView>();
        foreach (var row in await _services.Store.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            views.Add(await ViewAsync(row, end, cancellationToken).ConfigureAwait(false));
        }

        return views;
    }

    /// <inheritdoc/>
    public async Task<NodeReply<ProjectionView>> GetAsync(NodeCall call, string name, CancellationToken cancellationToken = default) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } row
            ? new NodeReply<ProjectionView>(await ViewAsync(row, await _services.Feed.ReadEndAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false), null)
            : NodeRefusals.Refuse<ProjectionView>(ProjectionRefusals.NoProjection(name));

    /// <inheritdoc/>
    public async Task<NodeReply<ProjectionView>> DeclareAsync(NodeCall call, string document, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(document);
        if (ProjectionRefusals.Check(call.Security) is { } refused)
        {
            return NodeRefusals.Refuse<ProjectionView>(refused);
        }

        var (projection, findings) = _engine.Catalog.Compile(document);
        if (projection is null)
        {
            return NodeRefusals.Invalid<ProjectionView>(findings);
        }

        var description = projection.Description;
        if (_engine.Catalog.IsInCode(description.Name))
        {
            return NodeRefusals.Refuse<ProjectionView>(ProjectionRefusals.InCode(description.Name));
        }

        await _services.Store.AddAsync(
            new NewGeneration(description.Name, description.Fingerprint, _services.Clock.GetUtcNow()) { Definition = document, IfMissing = true, SwapsItself = true }, cancellationToken).ConfigureAwait(false);
        return await ChangedAsync(call, description.Name, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<ProjectionView>> RemoveAsync(NodeCall call, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var view = await GetAsync(call, name, cancellationToken).ConfigureAwait(false);
        var refusal = ProjectionRefusals.Check(call.Security) ?? view.Refusal ?? (_engine.Catalog.IsInCode(name) ? ProjectionRefusals.InCode(name) : null);
        if (refusal is not null)
        {
            return NodeRefusals.Refuse<ProjectionView>(refusal);
        }

        await _services.Store.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
        await TellAsync(cancellationToken).ConfigureAwait(false);
        return view;
    }

    /// <inheritdoc/>
    public Task<NodeReply<ProjectionView>> PauseAsync(NodeCall call, string name, CancellationToken cancellationToken = default) =>
        ChangeAsync(call, name, async row => await _services.Store.PauseAsync(row.Name, cancellationToken).ConfigureAwait(false) ? null : ProjectionRefusals.NoProjection(name), cancellationToken);

    /// <inheritdoc/>
    public Task<NodeReply<ProjectionView>> ResumeAsync(NodeCall call, string name, CancellationToken cancellationToken = default) => ChangeAsync(
        call,
        name,
        async row =>
        {
            foreach (var generation in row.Generations.Where(static generation => generation.Fault is not null))
            {
                await _services.Store.SetFaultAsync(generation.Id, null, cancellationToken).ConfigureAwait(false);
            }

            return await _services.Store.ResumeAsync(row.Name, cancellationToken).ConfigureAwait(false) ? null : ProjectionRefusals.NoProjection(name);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<NodeReply<ProjectionView>> ResetAsync(NodeCall call, string name, CancellationToken cancellationToken = default) =>
        BeginAsync(call, name, generation => generation with { IsLiveAtOnce = true }, cancellationToken);

    /// <inheritdoc/>
    public async Task<NodeReply<ProjectionView>> RebuildAsync(NodeCall call, string name, RebuildRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { Swap: true, Until: not null })
        {
            return NodeRefusals.Refuse<ProjectionView>(ProjectionRefusals.CannotSwap, "A read model as of an instant cannot be the live one. Leave out either swap or until.");
        }

        var bound = request.Until is null ? null : await _services.Feed.ReadEndAsync(cancellationToken).ConfigureAwait(false);
        return await BeginAsync(call, name, generation => generation with { SwapsItself = request.Swap, Until = request.Until, Bound = bound }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<NodeReply<ProjectionView>> SwapAsync(NodeCall call, string name, long? generation = null, CancellationToken cancellationToken = default) => ChangeAsync(
        call,
        name,
        async row =>
        {
            var wanted = generation ?? row.Generations.LastOrDefault(known => known.Id != row.Live && known.Bound is null)?.Id;
            if (wanted is null)
            {
                return new Refusal(ProjectionRefusals.CannotSwap, $"The projection '{name}' has no generation beside the live one. Rebuild it first.");
            }

            return await _engine.SwapAsync(row, wanted.Value, cancellationToken).ConfigureAwait(false) switch
            {
                SwapOutcome.Swapped => null,
                SwapOutcome.Gone => ProjectionRefusals.NoGeneration(name, wanted.Value),
                SwapOutcome.Bounded => new Refusal(ProjectionRefusals.CannotSwap, $"Generation {wanted} of '{name}' ends at an instant, so it cannot be the live one. Read it by its number."),
                _ => new Refusal(ProjectionRefusals.Behind, $"Generation {wanted} of '{name}' has not come as far as the live one. Wait for it (projection wait {name} --generation {wanted}), or rebuild with --swap."),
            };
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<NodeReply<ProjectionView>> ForgetAsync(NodeCall call, string name, long generation, CancellationToken cancellationToken = default) => ChangeAsync(
        call,
        name,
        async row => row.Live == generation ? new Refusal(ProjectionRefusals.CannotSwap, $"Generation {generation} of '{name}' is the one that is read. Swap in another first, or reset the projection.")
            : row.Generations.All(known => known.Id != generation) || !await _services.Store.ForgetAsync(generation, cancellationToken).ConfigureAwait(false) ? ProjectionRefusals.NoGeneration(name, generation)
            : null,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<NodeReply<ProjectionView>> WaitAsync(NodeCall call, string name, ReadModelRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = request.Token ?? ConsistencyToken.Of(await _services.Feed.ReadEndAsync(cancellationToken).ConfigureAwait(false));
        var (generation, refusal) = await ReadyAsync(name, request with { Token = token }, cancellationToken).ConfigureAwait(false);
        return generation is null ? NodeRefusals.Refuse<ProjectionView>(refusal ?? ProjectionRefusals.NoProjection(name)) : await GetAsync(call, name, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<IReadOnlyList<ParkedView>>> ParkedAsync(NodeCall call, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var row = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        if ((row is null ? ProjectionRefusals.NoProjection(name) : ProjectionRefusals.Check(call.Security)) is { } refusal)
        {
            return NodeRefusals.Refuse<IReadOnlyList<ParkedView>>(refusal);
        }

        var parked = await _services.Store.ListParkedAsync(row?.Live ?? 0, ParkedShownMax, cancellationToken).ConfigureAwait(false);
        return new NodeReply<IReadOnlyList<ParkedView>>(
            [.. parked.Select(static entry => new ParkedView(
                string.Create(CultureInfo.InvariantCulture, $"{entry.Shard}:{entry.Offset}"), entry.Group, entry.Stream.StreamId, entry.Version, entry.Type, entry.Reason, entry.Attempts, entry.ParkedAt)
            {
                RetryAt = entry.RetryAt,
            })],
            null);
    }

    /// <inheritdoc/>
    public Task<NodeReply<ProjectionView>> RedriveAsync(NodeCall call, string name, string? group = null, CancellationToken cancellationToken = default) => ChangeAsync(
        call,
        name,
        async row => await _services.Store.RedriveAsync(row.Live, group, _services.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false) == 0 && group is not null
            ? new Refusal(ProjectionRefusals.ParkedNotFound, $"The projection '{name}' has no parked events in group '{NodeRefusals.Shown(group)}'. List its parked events to see their groups.")
            : null,
        cancellationToken);

    /// <inheritdoc/>
    public Task<NodeReply<ProjectionView>> DiscardAsync(NodeCall call, string name, string place, CancellationToken cancellationToken = default) => ChangeAsync(
        call,
        name,
        async row =>
        {
            ArgumentNullException.ThrowIfNull(place);
            var parts = place.Split(':');
            return parts.Length == 2
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
                && await _services.Store.DiscardAsync(row.Live, shard, offset, _services.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false)
                    ? null
                    : ProjectionRefusals.NoParked(name, place);
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<NodeReply<ReadModelPage>> DocumentsAsync(NodeCall call, string name, ReadModelRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(request);
        var (generation, refusal) = await ReadyAsync(name, request, cancellationToken).ConfigureAwait(false);
        if (generation is null)
        {
            return NodeRefusals.Refuse<ReadModelPage>(refusal ?? ProjectionRefusals.NoProjection(name));
        }

        var limit = Math.Clamp(request.Limit, 1, ReadModelLimits.PageMax);
        var place = request.After?.Split('/', 2) is [var kind, var key] ? new ReadModelPlace(kind, key) : null;
        var found = await _services.Store.QueryAsync(
            new ReadModelQuery(generation.Value, call.Security.Tenant, limit) { After = place, NewestFirst = request.NewestFirst }, cancellationToken).ConfigureAwait(false);
        var next = !request.NewestFirst && found.Count == limit ? $"{found[^1].Key.Kind}/{found[^1].Key.Key}" : null;
        var shown = await ShowAsync(call, name, found, cancellationToken).ConfigureAwait(false);
        return new NodeReply<ReadModelPage>(new ReadModelPage([.. shown.Select(document => View(name, document, request, refusal))], next), null);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<ReadModelView>> DocumentAsync(NodeCall call, string name, string key, ReadModelRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(request);
        var (generation, refusal) = await ReadyAsync(name, request, cancellationToken).ConfigureAwait(false);
        if (generation is null)
        {
            return NodeRefusals.Refuse<ReadModelView>(refusal ?? ProjectionRefusals.NoProjection(name));
        }

        var found = await _services.Store.QueryAsync(new ReadModelQuery(generation.Value, call.Security.Tenant, ReadModelLimits.PageMax) { Key = key }, cancellationToken).ConfigureAwait(false);
        return found.FirstOrDefault(document => request.Kind is null || document.Key.Kind == request.Kind) is { } document
            ? new NodeReply<ReadModelView>(View(name, (await ShowAsync(call, name, [document], cancellationToken).ConfigureAwait(false))[0], request, refusal), null)
            : NodeRefusals.Refuse<ReadModelView>(ProjectionRefusals.NoDocument(name, key));
    }

    private async ValueTask<IReadOnlyList<StoredReadModel>> ShowAsync(NodeCall call, string name, IReadOnlyList<StoredReadModel> documents, CancellationToken cancellationToken) =>
        _personal is { } personal && await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } row && _engine.Catalog.Find(row)?.Description.ShowsPersonal == true
            ? await personal.ShowAsync(call.Security, documents, cancellationToken).ConfigureAwait(false)
            : documents;

    private static ReadModelView View(string name, StoredReadModel document, ReadModelRequest request, Refusal? behind) => new(
        string.Create(CultureInfo.InvariantCulture, $"{document.Key.Key}_{name}_{document.CreatedAt.ToUnixTimeSeconds()}"),
        name, document.Key.Kind, document.Key.Key, document.AggregateType, document.Data, document.Version, document.CreatedAt, document.UpdatedAt)
    {
        IsFresh = request.Token is null ? null : behind is null,
    };

    /// <summary>The generation to read, once it has what must be in it. With a refusal beside it, it has not and is read all the same.</summary>
    private async Task<(long? Generation, Refusal? Refusal)> ReadyAsync(string name, ReadModelRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return (null, ProjectionRefusals.NoProjection(name));
        }

        if (request.Generation is { } wanted && row.Generations.All(known => known.Id != wanted))
        {
            return (null, ProjectionRefusals.NoGeneration(name, wanted));
        }

        // The live generation may be another after the wait.
        async Task<long?> Id() => request.Generation ?? (await FindAsync(name, cancellationToken).ConfigureAwait(false))?.Live;
        var token = row.Generations.FirstOrDefault(known => known.Id == request.Generation)?.Bound is { } bound && request.Token is not null ? ConsistencyToken.Of(bound) : request.Token;
        if (token is null || await _engine.WaitAsync(Id, token, request.Patience, cancellationToken).ConfigureAwait(false))
        {
            return (await Id().ConfigureAwait(false), null);
        }

        return (request.StaleWillDo ? await Id().ConfigureAwait(false) : null, ProjectionRefusals.IsBehind(name, request.Patience));
    }

    private async Task<NodeReply<ProjectionView>> BeginAsync(NodeCall call, string name, Func<NewGeneration, NewGeneration> how, CancellationToken cancellationToken) => await ChangeAsync(
        call,
        name,
        async row =>
        {
            if (_engine.Catalog.Find(row) is not { } projection)
            {
                return new Refusal(ProjectionRefusals.NotFound, $"This node has no code for the projection '{name}', so it cannot be built. Declare it, or start a program that has it.");
            }

            await _services.Store.AddAsync(how(new NewGeneration(name, projection.Description.Fingerprint, _services.Clock.GetUtcNow())), cancellationToken).ConfigureAwait(false);
            return null;
        },
        cancellationToken).ConfigureAwait(false);

    private async Task<NodeReply<ProjectionView>> ChangeAsync(NodeCall call, string name, Func<ProjectionRow, Task<Refusal?>> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var row = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        var refusal = ProjectionRefusals.Check(call.Security) ?? (row is null ? ProjectionRefusals.NoProjection(name) : await change(row).ConfigureAwait(false));
        return refusal is null ? await ChangedAsync(call, name, cancellationToken).ConfigureAwait(false) : NodeRefusals.Refuse<ProjectionView>(refusal);
    }

    private async Task<NodeReply<ProjectionView>> ChangedAsync(NodeCall call, string name, CancellationToken cancellationToken)
    {
        await TellAsync(cancellationToken).ConfigureAwait(false);
        return await GetAsync(call, name, cancellationToken).ConfigureAwait(false);
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        await _engine.ReconcileAsync(refresh: true, cancellationToken).ConfigureAwait(false);
        _hint();
    }

    private async Task<ProjectionRow?> FindAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return (await _services.Store.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(row => row.Name == name);
    }

    private async Task<ProjectionView> ViewAsync(ProjectionRow row, FeedCursor end, CancellationToken cancellationToken)
    {
        var projection = _engine.Catalog.Find(row);
        var generations = new List<GenerationView>();
        foreach (var generation in row.Generations)
        {
            generations.Add(await ViewAsync(row, generation, projection, end, cancellationToken).ConfigureAwait(false));
        }

        var live = generations.First(view => view.Id == row.Live);
        var state = row.IsPaused ? "paused" : live.Fault is not null ? "faulted" : projection is null ? "unknown" : "running";
        var origin = BuiltInProjections.All.Any(known => known.Description.Name == row.Name) ? "built-in" : _engine.Catalog.IsInCode(row.Name) ? "code" : row.Definition.Length > 0 ? "declared" : "stored";
        return new ProjectionView(row.Name, state, origin, projection?.Description.Summary ?? "", row.Live, live.Lag, live.Applied, live.Parked, generations)
        {
            Definition = row.Definition.Length == 0 ? null : row.Definition,
        };
    }

    private async Task<GenerationView> ViewAsync(ProjectionRow row, GenerationRow generation, IProjection? projection, FeedCursor end, CancellationToken cancellationToken)
    {
        var progress = await _services.Store.ReadProgressAsync(generation.Id, cancellationToken).ConfigureAwait(false);
        var position = await _engine.PositionAsync(generation.Id, cancellationToken).ConfigureAwait(false);
        position = position.With(progress.Position.Offsets.Where(place => place.Value > position.OffsetOf(place.Key)));
        var lag = (generation.Bound ?? end).Offsets.Sum(place => Math.Max(0, place.Value - position.OffsetOf(place.Key)));
        var state = generation.Fault is not null ? "faulted"
            : generation.Id == row.Live ? "live"
            : projection?.Description.Fingerprint != generation.Fingerprint ? "outdated"
            : lag > 0 ? "building"
            : generation.Bound is null ? "ready" : "done";
        return new GenerationView(generation.Id, state, position.ToString(), lag, progress.Applied, progress.Parked, generation.CreatedAt)
        {
            Until = generation.Until, SwapsItself = generation.SwapsItself, Fault = generation.Fault, Scavenged = progress.Scavenged,
        };
    }
}
