using FlexCore.Application.Commands;
using FlexCore.Application.Events;
using FlexCore.Domain.Retention;

namespace FlexCore.Application.Retention;

/// <summary>How policies are stored, and how their commands travel between nodes.</summary>
public static class RetentionCodecs
{
    internal static readonly RetentionJson Json = new(StoredJson.From(RetentionJson.Default.Options));

    /// <summary>The events.</summary>
    public static EventRegistry<RetentionEvent> Events { get; } = new EventRegistryBuilder<RetentionEvent>()
        .Add("retention.policy-set", 1, Json.PolicySet)
        .Add("retention.policy-cleared", 1, Json.PolicyCleared)
        .Build();

    /// <summary>The snapshot of a tenant's policies.</summary>
    public static JsonSnapshotCodec<RetentionState> Snapshots { get; } = new("retention", 1, Json.RetentionState);

    /// <summary>The commands.</summary>
    public static CommandRegistry<RetentionCommand> Commands { get; } = new CommandRegistryBuilder<RetentionCommand>()
        .Add<RetentionCommand.Set, SetPolicyBody>(
            new("retention.set", 1), Json.SetPolicyBody, command => new(command.Kind, command.Pattern, command.Age, command.Count), (context, body) => new(context, body.Kind, body.Pattern, body.Age, body.Count))
        .Add<RetentionCommand.Clear, ClearPolicyBody>(
            new("retention.clear", 1), Json.ClearPolicyBody, command => new(command.Kind, command.Pattern), (context, body) => new(context, body.Kind, body.Pattern))
        .Build();
}
