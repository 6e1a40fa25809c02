using System.Text;
using System.Text.Json;
using FlexCore.Application.Entities;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>The use cases of schedules. Stateless and thread-safe.</summary>
public sealed partial class ScheduleService : ISchedules
{
    private readonly ScheduleServices _services;

    /// <summary>Creates the use cases.</summary>
    /// <param name="services">What they work with.</param>
    public ScheduleService(ScheduleServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _services = services;
    }

    /// <inheritdoc/>
    public async Task<NodeReply<ScheduleView>> CreateAsync(NodeCall call, CreateSchedule request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(request);
        var key = request.Id ?? NewId(call);
        if (IdOf(call, key) is not { } id)
        {
            return NodeRefusals.Refuse<ScheduleView>(
                NodeRefusals.BadText, $"The id '{NodeRefusals.Shown(key)}' cannot be a schedule's. Use 1 to 200 letters, digits, '-', '_', '.' and ':', beginning with a letter or digit.");
        }

        return await CheckTargetAsync(call, request.Definition.Target, cancellationToken).ConfigureAwait(false) is { } refusal
            ? NodeRefusals.Refuse<ScheduleView>(refusal)
            : await AskAsync(id, call, context => new ScheduleCommand.Create(context, key, request.Definition), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<ScheduleView>> ChangeAsync(NodeCall call, string id, Func<ScheduleDefinition, ScheduleDefinition> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (await FindAsync(call, id, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return NotFound<ScheduleView>(id);
        }

        var definition = change(found.View.State.Definition);
        var refusal = definition.Target == found.View.State.Definition.Target ? null : await CheckTargetAsync(call, definition.Target, cancellationToken).ConfigureAwait(false);
        return refusal is null
            ? await AskAsync(found.Id, call, context => new ScheduleCommand.Change(context, definition), cancellationToken).ConfigureAwait(false)
            : NodeRefusals.Refuse<ScheduleView>(refusal);
    }

    /// <inheritdoc/>
    public Task<NodeReply<ScheduleView>> PauseAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        AskAsync(call, id, static context => new ScheduleCommand.Pause(context), cancellationToken);

    /// <inheritdoc/>
    public Task<NodeReply<ScheduleView>> ResumeAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        AskAsync(call, id, static context => new ScheduleCommand.Resume(context), cancellationToken);

    /// <inheritdoc/>
    public async Task<NodeReply<ScheduleView>> DeleteAsync(NodeCall call, string id, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(call, id, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return NotFound<ScheduleView>(id);
        }

        var reply = await AskAsync(found.Id, call, static context => new ScheduleCommand.Delete(context), cancellationToken).ConfigureAwait(false);
        return reply.Refusal is null ? new NodeReply<ScheduleView>(ViewOf(found.View), null) : reply;
    }

    /// <inheritdoc/>
    public Task<NodeReply<ScheduleView>> TriggerAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        AskAsync(call, id, static context => new ScheduleCommand.Trigger(context), cancellationToken);

    /// <inheritdoc/>
    public Task<NodeReply<ScheduleView>> BackfillAsync(NodeCall call, string id, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        AskAsync(call, id, context => new ScheduleCommand.Backfill(context, from.ToUniversalTime(), to.ToUniversalTime()), cancellationToken);

    private async Task<Refusal?> CheckTargetAsync(NodeCall call, ScheduleTarget target, CancellationToken cancellationToken)
    {
        try
        {
            using var input = JsonDocument.Parse(target.Input);
        }
        catch (JsonException error)
        {
            return new Refusal("bad-input", $"The target's input is no JSON: {error.Message}");
        }

        // What is no kind at all is refused by the schedule itself.
        return ScheduleTarget.Kinds.Contains(target.Kind)
            ? await _services.TargetOf(target.Kind).CheckAsync(call.Security, target, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private async Task<NodeReply<ScheduleView>> AskAsync(NodeCall call, string key, Func<CommandContext, ScheduleCommand> command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return IdOf(call, key) is { } id
            ? await AskAsync(id, call, command, cancellationToken).ConfigureAwait(false)
            : NotFound<ScheduleView>(key);
    }

    private async Task<NodeReply<ScheduleView>> AskAsync(EntityId id, NodeCall call, Func<CommandContext, ScheduleCommand> command, CancellationToken cancellationToken)
    {
        if (UseCases.PipelineDesk.Check(call) is { } bad)
        {
            return NodeRefusals.Refuse<ScheduleView>(bad);
        }

        var context = new CommandContext(call.Security, _services.Clock.GetUtcNow(), call.CorrelationId)
        {
            IdempotencyKey = call.IdempotencyKey,
            RequestHash = call.IdempotencyKey is null ? null : call.RequestHash,
        };
        CommandReply reply;
        try
        {
            reply = await _services.Region.AskAsync(id, command(context), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AskTimeoutException or EntityFailedException or OperationCanceledException)
        {
            // The change may have happened. The scheduler's look comes to the schedule behind it.
            await _services.Bus.PublishAsync(ScheduleNews.Of(id), CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        if (reply.Refusal is { } refusal)
        {
            return refusal.Code == "schedule-not-found" ? NotFound<ScheduleView>(id.Key) : NodeRefusals.Refuse<ScheduleView>(refusal);
        }

        // Not cancelled: the change has happened, and the scheduler must hear of it.
        await _services.Bus.PublishAsync(ScheduleNews.Of(id), CancellationToken.None).ConfigureAwait(false);
        var view = await _services.Region.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        return new NodeReply<ScheduleView>(ViewOf(view), null);
    }

    // With a key the id comes from the key, so that the same request again is the same schedule.
    private string NewId(NodeCall call) => "sched-" + (call.IdempotencyKey is { } key
        ? RequestHash.Of(Encoding.UTF8.GetBytes(key))
        : Guid.CreateVersion7(_services.Clock.GetUtcNow()).ToString("N"));

    private ScheduleView ViewOf(EntityView<ScheduleState> view) => ScheduleViews.Of(view.State, view.Version, _services.Clock.GetUtcNow());
}
