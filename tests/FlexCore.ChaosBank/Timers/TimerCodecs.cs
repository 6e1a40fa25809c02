using System.Text.Json.Serialization;
using FlexCore.Application.Commands;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;

namespace FlexCore.ChaosBank.Timers;

/// <summary>How what belongs to timers is stored and travels.</summary>
internal static partial class TimerCodecs
{
    public static IEventCodec<TimerEvent> Events { get; } = new EventRegistryBuilder<TimerEvent>()
        .Add("timer.fenced", 1, TimerJson.Default.Fenced)
        .Add("timer.fired", 1, TimerJson.Default.Fired)
        .Build();

    public static ISnapshotCodec<TimerState> Snapshots { get; } = new JsonSnapshotCodec<TimerState>("timer", 1, TimerJson.Default.TimerState);

    public static ICommandCodec<TimerCommand> Commands { get; } = new CommandRegistryBuilder<TimerCommand>()
        .Add<Fence, FenceBody>(new("timer.fence", 1), TimerJson.Default.FenceBody, command => new(command.Epoch), (context, body) => new(context, body.Epoch))
        .Add<Fire, FireBody>(new("timer.fire", 1), TimerJson.Default.FireBody, command => new(command.Epoch, command.Number), (context, body) => new(context, body.Epoch, body.Number))
        .Build();

    internal sealed record FenceBody(long Epoch);

    internal sealed record FireBody(long Epoch, long Number);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Fenced))]
    [JsonSerializable(typeof(Fired))]
    [JsonSerializable(typeof(TimerState))]
    [JsonSerializable(typeof(FenceBody))]
    [JsonSerializable(typeof(FireBody))]
    internal sealed partial class TimerJson : JsonSerializerContext;
}
