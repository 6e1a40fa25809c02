namespace FlexCore.Api.Sse;

/// <summary>What an event stream sends.</summary>
/// <typeparam name="T">What comes from the source.</typeparam>
internal interface ISseFeed<in T>
{
    /// <summary>Writes what a client sees first, if anything.</summary>
    /// <param name="writer">Where to write.</param>
    void WriteHello(SseWriter writer);

    /// <summary>Writes the events of one item.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    ValueTask WriteAsync(SseWriter writer, T item, CancellationToken cancellationToken);

    /// <summary>Writes a sign of life.</summary>
    /// <param name="writer">Where to write.</param>
    void WriteHeartbeat(SseWriter writer);
}
