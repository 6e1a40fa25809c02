namespace FlexCore.Domain.EventStreams;

/// <summary>An event that a user keeps in an event stream.</summary>
/// <param name="Type">What happened, for example <c>OrderPlaced</c>: 1 to 200 of <c>A-Z a-z 0-9 - _ . :</c>, beginning with a letter or digit.</param>
/// <param name="SchemaVersion">The version of the shape of <paramref name="Data"/>, from 1.</param>
/// <param name="Data">The event itself: the text of a JSON object without line breaks between its tokens.</param>
public sealed record StreamEvent(string Type, int SchemaVersion, string Data)
{
    /// <summary>What is known beside it: the text of a JSON object, or <see langword="null"/>.</summary>
    public string? Metadata { get; init; }

    /// <summary>Words by which it is found, each once.</summary>
    public ValueList<string> Tags { get; init; } = [];

    /// <summary>What the stream is about, for example <c>Order</c>; or <see langword="null"/>.</summary>
    public string? AggregateType { get; init; }

    /// <summary>What another store kept with it, when it was imported; or <see langword="null"/>.</summary>
    public EventOrigin? Origin { get; init; }
}
