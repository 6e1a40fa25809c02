using System.Globalization;

namespace FlexCore.Chaos.Tests.History;

/// <summary>What writers that race for the versions of one stream sent, and which version each acknowledged event was said to have. Thread-safe.</summary>
internal sealed class VersionedAppends
{
    private const int MistakesMax = 20;

    private readonly AppendHistory _history = new();
    private readonly Dictionary<long, RecordId> _winners = [];
    private readonly List<string> _mistakes = [];
    private readonly Lock _gate = new();
    private int _lost;

    /// <summary>How many appends were refused because another writer was first.</summary>
    public int Races => Volatile.Read(ref _lost);

    /// <summary>An event goes out for the first time.</summary>
    public void Sending(RecordId id) => _history.Sending(id);

    /// <summary>Another was first: the event must not be there.</summary>
    public void Refuse(RecordId id)
    {
        _history.Refuse(id);
        Interlocked.Increment(ref _lost);
    }

    /// <summary>The event is durable.</summary>
    /// <param name="id">The event.</param>
    /// <param name="expected">The version that the append expected.</param>
    /// <param name="version">The version that the event was said to have.</param>
    public void Acknowledge(RecordId id, long expected, long version)
    {
        _history.Acknowledge(id);
        lock (_gate)
        {
            if (version != expected + 1)
            {
                Wrong($"{id} expected version {expected} and was given {version}");
            }

            if (!_winners.TryAdd(version, id) && _winners[version] != id)
            {
                Wrong($"version {version} was acknowledged to {_winners[version]} and to {id}");
            }
        }
    }

    /// <summary>Compares with the stream.</summary>
    /// <param name="events">Its events with their versions, from the first.</param>
    public Verdict Judge(IReadOnlyList<(long Version, RecordId Id)> events)
    {
        lock (_gate)
        {
            foreach (var (index, (version, id)) in events.Index())
            {
                if (version != index + 1)
                {
                    Wrong(string.Create(CultureInfo.InvariantCulture, $"event {index + 1} has version {version}"));
                }

                if (_winners.TryGetValue(version, out var winner) && winner != id)
                {
                    Wrong($"version {version} was acknowledged to {winner}, and {id} is there");
                }
            }

            return _history.Judge([.. events.Select(one => one.Id)]) with { Mistakes = [.. _mistakes] };
        }
    }

    private void Wrong(string what)
    {
        if (_mistakes.Count < MistakesMax)
        {
            _mistakes.Add(what);
        }
    }
}
