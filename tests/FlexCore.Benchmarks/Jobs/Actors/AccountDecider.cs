using FlexCore.Actors.Entities;
using FlexCore.Application.Events;
using FlexCore.Benchmarks.Limits;
using FlexCore.Domain;

namespace FlexCore.Benchmarks.Jobs.Actors;

/// <summary>The benchmark's aggregate: every command is one event.</summary>
public sealed class AccountDecider : IDecider<Account, Credit, Credited>
{
    /// <summary>Without snapshots, so that recovery reads every event.</summary>
    public static EntityDefinition<Account, Credit, Credited> Definition { get; } = new(
        "account",
        new AccountDecider(),
        new EventRegistryBuilder<Credited>().Add(SampleEvents.Type, 1, AccountJson.Default.Credited).Build());

    /// <summary>The context of every command, with the same texts as the limit's rows.</summary>
    public static CommandContext Context { get; } =
        new(new SecurityContext(TenantId.Default, SampleEvents.Metadata.Principal), SampleEvents.Metadata.Time, SampleEvents.Metadata.CorrelationId)
        {
            CausationId = SampleEvents.Metadata.CausationId,
        };

    public Account Initial { get; } = new(0);

    public Decision<Credited> Decide(Account state, Credit command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        return Decision<Credited>.Accept(
            new Credited(command.Amount, "EUR", "transfer from another account of the same customer", state.Balance + command.Amount));
    }

    public Account Evolve(Account state, Credited @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return new Account(@event.Balance);
    }
}
