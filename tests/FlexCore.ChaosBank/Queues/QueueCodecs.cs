using System.Text.Json.Serialization;
using FlexCore.Application.Commands;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;

namespace FlexCore.ChaosBank.Queues;

/// <summary>How what belongs to queues is stored and travels.</summary>
internal static partial class QueueCodecs
{
    public static IEventCodec<QueueEvent> Events { get; } = new EventRegistryBuilder<QueueEvent>()
        .Add("queue.put", 1, QueueJson.Default.WasPut)
        .Add("queue.taken", 1, QueueJson.Default.WasTaken)
        .Build();

    public static ISnapshotCodec<QueueState> Snapshots { get; } = new JsonSnapshotCodec<QueueState>("queue", 1, QueueJson.Default.QueueState);

    public static ICommandCodec<QueueCommand> Commands { get; } = new CommandRegistryBuilder<QueueCommand>()
        .Add<Put, PutBody>(new("queue.put", 1), QueueJson.Default.PutBody, command => new(command.Id), (context, body) => new(context, body.Id))
        .Add<Take, TakeBody>(new("queue.take", 1), QueueJson.Default.TakeBody, command => new(command.Taker, command.Request), (context, body) => new(context, body.Taker, body.Request))
        .Build();

    internal sealed record PutBody(string Id);

    internal sealed record TakeBody(string Taker, int Request);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(WasPut))]
    [JsonSerializable(typeof(WasTaken))]
    [JsonSerializable(typeof(QueueState))]
    [JsonSerializable(typeof(PutBody))]
    [JsonSerializable(typeof(TakeBody))]
    internal sealed partial class QueueJson : JsonSerializerContext;
}
