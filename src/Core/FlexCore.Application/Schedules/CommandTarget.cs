using System.Text;
using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>Sends a command for each firing. Stateless and thread-safe.</summary>
/// <remarks>
/// The firing's key is the command's idempotency key, so that a repeated delivery, on another node too, changes nothing a second time. The command is sent in the name of the
/// schedule's owner, and whether the owner may is decided at each firing.
/// </remarks>
/// <param name="commands">The command bus.</param>
public sealed class CommandTarget(ICommandBus commands) : IScheduleTarget
{
    /// <inheritdoc/>
    public string Kind => ScheduleTarget.Command;

    /// <inheritdoc/>
    public ValueTask<Refusal?> CheckAsync(SecurityContext security, ScheduleTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (commands.Commands.Any(command => command.Name == target.Name))
        {
            return ValueTask.FromResult<Refusal?>(null);
        }

        var near = NearestName.Of(target.Name, commands.Commands.Select(command => command.Name));
        return ValueTask.FromResult<Refusal?>(new Refusal(
            "bad-target", $"There is no command '{NodeRefusals.Shown(target.Name)}'. {(near is null ? "List the commands to see which there are." : $"Did you mean '{near}'?")}"));
    }

    /// <inheritdoc/>
    public async Task<Refusal?> DeliverAsync(ScheduleDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var call = new NodeCall(delivery.Security, delivery.CorrelationId) { IdempotencyKey = delivery.Key };
        var answer = await commands.SendAsync(call, delivery.Target.Name, Encoding.UTF8.GetBytes(delivery.Target.Input), cancellationToken).ConfigureAwait(false);
        return PassingRefusals.Sift(answer.Refusal);
    }
}
