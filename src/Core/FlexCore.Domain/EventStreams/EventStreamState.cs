namespace FlexCore.Domain.EventStreams;

/// <summary>An event stream as its events have made it. It holds how far the stream has come, not what its events say.</summary>
/// <param name="Version">How many events it has.</param>
/// <param name="Bytes">How many bytes of data they have together, in UTF-8.</param>
public sealed record EventStreamState(long Version, long Bytes)
{
    /// <summary>The state before the first event.</summary>
    public static EventStreamState Empty { get; } = new(0, 0);
}
