namespace FlexCore.Domain.EventTopics;

/// <summary>A request to change an event topic. The family is closed: every command is nested here.</summary>
/// <param name="Context">Who asks, when, and in which chain of work.</param>
public abstract record EventTopicCommand(CommandContext Context) : ICommand
{
    /// <summary>Appends records; the first append creates the topic.</summary>
    /// <param name="Context">Who asks; becomes the owner when the topic is new.</param>
    /// <param name="Lines">The records as NDJSON: each a valid JSON value without raw line feeds, each followed by one line feed.</param>
    /// <param name="Count">How many records there are.</param>
    /// <param name="Producer">Where they come from, when the producer numbers its rows; otherwise <see langword="null"/>.</param>
    public sealed record Append(CommandContext Context, ReadOnlyMemory<byte> Lines, int Count, ProducerRow? Producer = null) : EventTopicCommand(Context);
}
