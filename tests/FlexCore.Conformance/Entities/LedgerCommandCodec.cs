using FlexCore.Application.Commands;

namespace FlexCore.Conformance.Entities;

/// <summary>How a ledger's commands travel between nodes.</summary>
public static class LedgerCommandCodec
{
    /// <summary>The commands.</summary>
    public static CommandRegistry<LedgerCommand> Commands { get; } = new CommandRegistryBuilder<LedgerCommand>()
        .Add<Enter, EnterBody>(
            new("ledger.enter", 1), LedgerJson.Default.EnterBody,
            command => new(command.Number, command.Amount), (context, body) => new(context, body.Number, body.Amount))
        .Add<EnterAll, EnterAllBody>(
            new("ledger.enter-all", 1), LedgerJson.Default.EnterAllBody, command => new(command.Numbers), (context, body) => new(context, body.Numbers))
        .Add<Check, EmptyBody>(new("ledger.check", 1), LedgerJson.Default.EmptyBody, _ => new(), (context, _) => new(context))
        .Add<Explode, EmptyBody>(new("ledger.explode", 1), LedgerJson.Default.EmptyBody, _ => new(), (context, _) => new(context))
        .Add<Contradict, EmptyBody>(new("ledger.contradict", 1), LedgerJson.Default.EmptyBody, _ => new(), (context, _) => new(context))
        .Build();

    internal sealed record EnterBody(int Number, long Amount);

    internal sealed record EnterAllBody(IReadOnlyList<int> Numbers);

    internal sealed record EmptyBody;
}
