using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FlexCore.Application.Commands;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;

namespace FlexCore.ChaosBank.Queues;

/// <summary>How what belongs to queues is stored and travels, in two releases: in the second a put says by which release it was asked for.</summary>
internal static partial class QueueCodecs
{
    public static IEventCodec<QueueEvent> Events { get; } = Release.Number == 1 ? new FirstQueueEvents(Newest(), Register(putVersion: 1).Build()) : Newest();

    public static ISnapshotCodec<QueueState> Snapshots { get; } = new JsonSnapshotCodec<QueueState>("queue", Release.Number, QueueJson.Default.QueueState);

    public static ICommandCodec<QueueCommand> Commands { get; } = Puts(new CommandRegistryBuilder<QueueCommand>())
        .Add<Take, TakeBody>(new("queue.take", 1), QueueJson.Default.TakeBody, command => new(command.Taker, command.Request), (context, body) => new(context, body.Taker, body.Request))
        .Build();

    private static EventRegistry<QueueEvent> Newest() =>
        Register(putVersion: 2).Upcast("queue.put", 1, static payload => new JsonObject { ["id"] = payload["id"]?.DeepClone(), ["release"] = 1 }).Build();

    private static EventRegistryBuilder<QueueEvent> Register(int putVersion) => new EventRegistryBuilder<QueueEvent>()
        .Add("queue.put", putVersion, QueueJson.Default.WasPut)
        .Add("queue.taken", 1, QueueJson.Default.WasTaken);

    // Each release writes its own version and reads both.
    private static CommandRegistryBuilder<QueueCommand> Puts(CommandRegistryBuilder<QueueCommand> builder) => Release.Number == 1
        ? builder
            .Add<Put, PutBody>(new("queue.put", 1), QueueJson.Default.PutBody, command => new(command.Id), (context, body) => new(context, body.Id, 1))
            .Read(new("queue.put", 2), QueueJson.Default.PutBody2, (context, body) => new Put(context, body.Id, body.Release))
        : builder
            .Add<Put, PutBody2>(new("queue.put", 2), QueueJson.Default.PutBody2, command => new(command.Id, command.Release), (context, body) => new(context, body.Id, body.Release))
            .Read(new("queue.put", 1), QueueJson.Default.PutBody, (context, body) => new Put(context, body.Id, 1));

    internal sealed record PutBody(string Id);

    internal sealed record PutBody2(string Id, int Release);

    internal sealed record TakeBody(string Taker, int Request);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(WasPut))]
    [JsonSerializable(typeof(WasTaken))]
    [JsonSerializable(typeof(QueueState))]
    [JsonSerializable(typeof(PutBody))]
    [JsonSerializable(typeof(PutBody2))]
    [JsonSerializable(typeof(TakeBody))]
    internal sealed partial class QueueJson : JsonSerializerContext;
}
