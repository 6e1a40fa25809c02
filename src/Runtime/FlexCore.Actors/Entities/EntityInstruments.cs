using System.Diagnostics.Metrics;
using FlexCore.Actors.Diagnostics;

namespace FlexCore.Actors.Entities;

/// <summary>The metrics of one entity region, in the meter <c>FlexCore.Actors</c>, each with the tag <c>kind</c>.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class EntityInstruments : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _overloaded;
    private readonly Counter<long> _restarts;
    private readonly Counter<long> _passivations;
    private readonly Counter<long> _replayed;
    private readonly Counter<long> _snapshots;
    private readonly Counter<long> _unusableSnapshots;
    private readonly Histogram<int> _mailboxDepth;
    private readonly Histogram<double> _recoverySeconds;
    private int _commitsInFlight;
    private int _stranded;

    internal EntityInstruments(string kind, Func<int> resident)
    {
        _meter = new Meter(ActorInstruments.MeterName, null, [new KeyValuePair<string, object?>("kind", kind)]);
        _commands = _meter.CreateCounter<long>("flexcore.entities.commands", "{command}", "Commands decided.");
        _overloaded = _meter.CreateCounter<long>("flexcore.entities.overloaded", "{command}", "Commands refused because a bound was reached.");
        _restarts = _meter.CreateCounter<long>("flexcore.entities.restarts", "{restart}", "Reloads after a failed commit or load.");
        _passivations = _meter.CreateCounter<long>("flexcore.entities.passivations", "{entity}", "Entities that left memory.");
        _replayed = _meter.CreateCounter<long>("flexcore.entities.replayed", "{event}", "Events replayed while loading.");
        _snapshots = _meter.CreateCounter<long>("flexcore.entities.snapshots", "{snapshot}", "Snapshots saved.");
        _unusableSnapshots = _meter.CreateCounter<long>("flexcore.entities.snapshots_unusable", "{snapshot}", "Snapshots that could not be read.");
        _mailboxDepth = _meter.CreateHistogram<int>("flexcore.entities.mailbox_depth", "{message}", "Messages waiting when an entity's turn begins.");
        _recoverySeconds = _meter.CreateHistogram<double>("flexcore.entities.recovery_time", "s", "Time to load an entity.");
        _meter.CreateObservableUpDownCounter("flexcore.entities.resident", resident, "{entity}", "Entities in memory.");
        _meter.CreateObservableUpDownCounter(
            "flexcore.entities.commits_in_flight", () => Volatile.Read(ref _commitsInFlight), "{append}", "Appends waiting for their commit.");
        _meter.CreateObservableUpDownCounter(
            "flexcore.entities.stranded", () => Stranded, "{entity}", "Entities that cannot work: waiting to be reloaded after a failure, or stopped by a contradictory history.");
    }

    internal Meter Meter => _meter;

    internal int Stranded => Volatile.Read(ref _stranded);

    internal bool MeasuresMailboxes => _mailboxDepth.Enabled;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void CountCommand() => _commands.Add(1);

    internal void CountOverloaded() => _overloaded.Add(1);

    internal void CountRestart() => _restarts.Add(1);

    internal void CountPassivation() => _passivations.Add(1);

    internal void CountReplayed(long events) => _replayed.Add(events);

    internal void CountSnapshot() => _snapshots.Add(1);

    internal void CountUnusableSnapshot() => _unusableSnapshots.Add(1);

    internal void CountCommitStarted() => Interlocked.Increment(ref _commitsInFlight);

    internal void CountCommitEnded() => Interlocked.Decrement(ref _commitsInFlight);

    internal void CountStranded(int change) => Interlocked.Add(ref _stranded, change);

    internal void RecordMailboxDepth(int depth) => _mailboxDepth.Record(depth);

    internal void RecordRecovery(TimeSpan elapsed) => _recoverySeconds.Record(elapsed.TotalSeconds);
}
