using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Grouping;

/// <summary>Emits a pane piece by piece, so that a large one does not fill a single batch.</summary>
internal sealed class PaneEmission
{
    private PaneEntry[] _entries = [];
    private Value[] _prefix = [];
    private int _position;

    /// <summary>Whether nothing is left to emit.</summary>
    public bool IsEmpty => _position == _entries.Length;

    /// <summary>Begins with a pane.</summary>
    /// <param name="pane">The pane, which gets no more rows.</param>
    /// <param name="prefix">The cells before the key.</param>
    public void Start(Pane pane, Value[] prefix)
    {
        _entries = pane.Sorted();
        _prefix = prefix;
        _position = 0;
    }

    /// <summary>Emits the next groups.</summary>
    /// <param name="limit">The most groups.</param>
    /// <param name="output">Takes the rows.</param>
    /// <returns>How many were emitted.</returns>
    public int Continue(int limit, RecordBatch output)
    {
        var count = Math.Min(limit, _entries.Length - _position);
        KeyedRows.Emit(_entries.AsSpan(_position, count), _prefix, 0, output);
        _position += count;
        if (IsEmpty)
        {
            _entries = [];
            _position = 0;
        }

        return count;
    }
}
