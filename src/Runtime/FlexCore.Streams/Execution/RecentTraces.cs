using FlexCore.Domain;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Execution;

/// <summary>The traces of what was processed since the last checkpoint. Used by the ordered stage alone.</summary>
internal sealed class RecentTraces
{
    /// <summary>A checkpoint links to at most this many traces; further ones are only counted.</summary>
    public const int KnownMax = 128;

    private readonly List<TraceParent> _known = [];

    /// <summary>The first traces, at most <see cref="KnownMax"/>.</summary>
    public IReadOnlyList<TraceParent> Known => _known;

    /// <summary>How many reads belonged to a trace, each run of the same one counted once.</summary>
    public int Count { get; private set; }

    /// <summary>Remembers the trace of a read.</summary>
    public void Add(SourceRead read)
    {
        if (read.Trace is not { IsSampled: true } trace || (_known.Count > 0 && _known[^1] == trace))
        {
            return;
        }

        Count++;
        if (_known.Count < KnownMax)
        {
            _known.Add(trace);
        }
    }

    /// <summary>Forgets everything: a checkpoint has been taken.</summary>
    public void Clear()
    {
        _known.Clear();
        Count = 0;
    }
}
