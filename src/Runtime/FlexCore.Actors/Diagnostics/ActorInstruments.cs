using System.Diagnostics.Metrics;

namespace FlexCore.Actors.Diagnostics;

/// <summary>The metrics of plain actors, in the meter <c>FlexCore.Actors</c>.</summary>
/// <remarks>Thread-safe; one per actor system.</remarks>
internal sealed class ActorInstruments : IDisposable
{
    internal const string MeterName = "FlexCore.Actors";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _restarts;

    internal ActorInstruments()
    {
        _deadLetters = _meter.CreateCounter<long>(
            "flexcore.actors.dead_letters", "{message}", "Messages to a full mailbox or a stopped actor.");
        _restarts = _meter.CreateCounter<long>("flexcore.actors.restarts", "{restart}", "Restarts of failed actors.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void CountDeadLetter(string actor) => _deadLetters.Add(1, new KeyValuePair<string, object?>("actor", actor));

    internal void CountRestart(string actor) => _restarts.Add(1, new KeyValuePair<string, object?>("actor", actor));
}
