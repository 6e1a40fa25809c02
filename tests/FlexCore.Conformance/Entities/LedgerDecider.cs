using System.Collections.Immutable;
using FlexCore.Application.Events;
using FlexCore.Domain;

namespace FlexCore.Conformance.Entities;

/// <summary>The aggregate of the conformance suite: it appends unique numbers (so that lost, doubled and reordered commands show) and keeps a balance.</summary>
public sealed class LedgerDecider : IDecider<LedgerState, LedgerCommand, LedgerEvent>
{
    /// <summary>The entity kind.</summary>
    public const string Kind = "ledger";

    /// <summary>How its events are stored.</summary>
    public static IEventCodec<LedgerEvent> Events { get; } = new EventRegistryBuilder<LedgerEvent>()
        .Add("ledger.entered", 1, LedgerJson.Default.Entered)
        .Add("ledger.contradicted", 1, LedgerJson.Default.Contradicted)
        .Build();

    /// <summary>How its state is stored.</summary>
    public static ISnapshotCodec<LedgerState> Snapshots { get; } =
        new JsonSnapshotCodec<LedgerState>("ledger", 1, LedgerJson.Default.LedgerState);

    public LedgerState Initial { get; } = new([], 0);

    public Decision<LedgerEvent> Decide(LedgerState state, LedgerCommand command) => command switch
    {
        Enter enter when state.Balance + enter.Amount < 0 => Decision<LedgerEvent>.Refuse("overdrawn", $"The balance is {state.Balance}."),
        Enter enter => Decision<LedgerEvent>.Accept(new Entered(enter.Number, enter.Amount)),
        EnterAll all => Decision<LedgerEvent>.Accept([.. all.Numbers.Select(number => new Entered(number, 1))]),
        Check => Decision<LedgerEvent>.Nothing,
        Contradict => Decision<LedgerEvent>.Accept(new Contradicted()),
        _ => throw new NotSupportedException("The decider exploded, as ordered."),
    };

    public LedgerState Evolve(LedgerState state, LedgerEvent @event) => @event is Entered entered
        ? new LedgerState(((state.Numbers as ImmutableList<int>) ?? [.. state.Numbers]).Add(entered.Number), state.Balance + entered.Amount)
        : throw new InvalidOperationException("A ledger does not evolve by a contradiction.");
}
