using FlexCore.Application.Commands;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventStreams;

/// <summary>How an event stream's commands travel between nodes.</summary>
public static class EventStreamCommandCodec
{
    /// <summary>The commands.</summary>
    public static CommandRegistry<EventStreamCommand> Commands { get; } = new CommandRegistryBuilder<EventStreamCommand>()
        .Add<EventStreamCommand.Append, AppendBody>(
            new("event-stream.append", 1), EventStreamCodecs.Json.AppendBody,
            command => new(command.Events, command.ExpectedVersion), (context, body) => new(context, body.ExpectedVersion, body.Events))
        .Build();
}
