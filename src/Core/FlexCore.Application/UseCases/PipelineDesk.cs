using FlexCore.Application.Nodes;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain;

namespace FlexCore.Application.UseCases;

/// <summary>Sends commands to pipelines and brings the read model up to date before anybody is answered. Stateless and thread-safe.</summary>
internal sealed class PipelineDesk(NodeServices services)
{
    /// <summary>Sends a command.</summary>
    /// <param name="id">The pipeline.</param>
    /// <param name="call">Who asks.</param>
    /// <param name="step">Names the step of the use case, so that each has an idempotency key of its own; empty for the only one.</param>
    /// <param name="command">Makes the command.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Why it was refused, or <see langword="null"/>.</returns>
    public async Task<Refusal?> AskAsync(
        EntityId id, NodeCall call, string step, Func<CommandContext, PipelineCommand> command, CancellationToken cancellationToken)
    {
        var context = new CommandContext(call.Security, services.Clock.GetUtcNow(), call.CorrelationId)
        {
            CausationId = call.CausationId,
            IdempotencyKey = call.IdempotencyKey is { } key ? key + step : null,
            RequestHash = call.IdempotencyKey is null ? null : call.RequestHash,
        };
        var reply = await services.Pipelines.AskAsync(id, command(context), cancellationToken).ConfigureAwait(false);
        await services.Catalog.RefreshAsync(id, cancellationToken).ConfigureAwait(false);
        return reply.Refusal;
    }

    /// <summary>Why a call cannot be taken at all, or null.</summary>
    public static Refusal? Check(NodeCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.IdempotencyKey is { Length: 0 or > 100 } key
            ? new Refusal("bad-idempotency-key", $"The idempotency key has {key.Length} characters. Give it 1 to 100, or none.")
            : null;
    }
}
