using FlexCore.Streams.Records;

namespace FlexCore.Streams.Grouping;

/// <summary>The rows of the batch under work that belong to one partition, in order.</summary>
internal sealed class PartitionInput
{
    private int[] _rows = [];
    private ulong[] _hashes = [];
    private Pane[] _panes = [];
    private int _count;

    /// <summary>Empties the list and makes room.</summary>
    /// <param name="rows">The most rows that can come.</param>
    public void Begin(int rows)
    {
        _count = 0;
        if (_rows.Length < rows)
        {
            _rows = new int[rows];
            _hashes = new ulong[rows];
            _panes = new Pane[rows];
        }
    }

    /// <summary>Appends a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="hash">Its key's hash.</param>
    /// <param name="pane">Its pane.</param>
    public void Append(int row, ulong hash, Pane pane)
    {
        _rows[_count] = row;
        _hashes[_count] = hash;
        _panes[_count] = pane;
        _count++;
    }

    /// <summary>Adds the rows to their panes, run by run (neighbours nearly always share a window), and empties the list.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="batch">The rows.</param>
    public void Apply(int partition, RecordBatch batch)
    {
        var start = 0;
        while (start < _count)
        {
            var pane = _panes[start];
            var end = start + 1;
            while (end < _count && ReferenceEquals(_panes[end], pane))
            {
                end++;
            }

            pane.Add(partition, batch, _rows.AsSpan(start, end - start), _hashes.AsSpan(start, end - start));
            start = end;
        }

        // A closed window must not live on in this list.
        _panes.AsSpan(0, _count).Clear();
        _count = 0;
    }
}
