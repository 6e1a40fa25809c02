namespace FlexCore.Domain.EventStreams;

/// <summary>A request to change an event stream. The family is closed: every command is nested here.</summary>
/// <param name="Context">Who asks, when, and in which chain of work.</param>
public abstract record EventStreamCommand(CommandContext Context) : ICommand
{
    /// <summary>Appends events, all or none; the first append makes the stream.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="ExpectedVersion">The stream's version as the caller knows it: 0 for a stream that must not exist yet, <see langword="null"/> for any.</param>
    /// <param name="Events">The events in order.</param>
    public sealed record Append(CommandContext Context, long? ExpectedVersion, ValueList<StreamEvent> Events) : EventStreamCommand(Context);
}
