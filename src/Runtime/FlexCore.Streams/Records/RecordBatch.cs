using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Records;

/// <summary>Rows on their way through a fused segment: row-major cells, and a selection of the rows that are still alive.</summary>
/// <remarks>
/// <para>Every row has <see cref="Width"/> cells: all cells that the segment ever needs, assigned to names by a <see cref="RecordLayout"/>.
/// Dropping a row (filter, failure) only removes it from the selection; rows never move.</para>
/// <para>Owned by one stage at a time; handing the batch to the next stage hands over ownership. Not thread-safe.</para>
/// </remarks>
public sealed class RecordBatch
{
    private const int RetainedRows = 1 << 18;

    private Value[] _cells = [];
    private int[] _selection = [];
    private int[] _origins = [];
    private int _sourceRows;
    private readonly List<RowFailure> _failures = [];
    private readonly List<List<int>> _parked = [];

    /// <summary>Creates an empty batch; <see cref="Reset"/> gives it rows.</summary>
    /// <param name="width">The number of cells of each row.</param>
    public RecordBatch(int width)
    {
        Width = width;
    }

    /// <summary>The number of cells of each row.</summary>
    public int Width { get; }

    /// <summary>The number of rows, dead ones included.</summary>
    public int RowCount { get; private set; }

    /// <summary>The number of rows that are alive.</summary>
    public int SelectedCount { get; private set; }

    /// <summary>The indices of the rows that are alive, ascending.</summary>
    public ReadOnlySpan<int> Selection => _selection.AsSpan(0, SelectedCount);

    /// <summary>The source's records behind the rows: a row is the record <see cref="OriginOf"/> of the chunk. <see langword="null"/> after a window, group, batch or sort step.</summary>
    public SourceChunk? Source { get; private set; }

    /// <summary>Rows that failed, in the order in which they were reported.</summary>
    public IReadOnlyList<RowFailure> Failures => _failures;

    /// <summary>A row's cells.</summary>
    /// <param name="row">The row's index.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<Value> Row(int row) => _cells.AsSpan(row * Width, Width);

    /// <summary>Empties the batch and gives it one row of <c>undefined</c> cells, alive, for each record of a chunk.</summary>
    /// <param name="source">The records.</param>
    public void Reset(SourceChunk source)
    {
        Clear();
        Source = source;
        Grow(source.Count);
        RowCount = SelectedCount = _sourceRows = source.Count;
        for (var i = 0; i < source.Count; i++)
        {
            _selection[i] = i;
        }
    }

    /// <summary>Empties the batch, for rows that do not come from the source.</summary>
    public void Clear()
    {
        if (_selection.Length > RetainedRows)
        {
            // A batch that multiplied its rows must not keep that memory for ever.
            (_cells, _selection, _origins) = ([], [], []);
        }

        _cells.AsSpan(0, Math.Min(_cells.Length, RowCount * Width)).Clear();
        _failures.Clear();
        RowCount = SelectedCount = _sourceRows = 0;
        Source = null;
        foreach (var rows in _parked)
        {
            rows.Clear();
        }
    }

    /// <summary>Says that the rows to be added are rows of another batch, so that they keep their place in the source.</summary>
    /// <param name="input">The other batch; each row is added with <see cref="AddFrom"/>.</param>
    public void Follow(RecordBatch input) => Source = input.Source;

    /// <summary>Appends a row of <c>undefined</c> cells, alive.</summary>
    /// <param name="origin">The number of the input row, within the batch under work, that caused the new row: keeps failures in input order.</param>
    /// <returns>The row's cells, valid until the next row is added.</returns>
    public Span<Value> Add(int origin)
    {
        Grow(RowCount + 1);
        _selection[SelectedCount++] = RowCount;
        _origins[RowCount] = origin;
        return Row(RowCount++);
    }

    /// <summary>Appends a row of <c>undefined</c> cells, alive, that stands for a row of the batch to <see cref="Follow"/>.</summary>
    /// <param name="input">The other batch.</param>
    /// <param name="row">The row's index there.</param>
    /// <returns>The new row's cells, valid until the next row is added.</returns>
    public Span<Value> AddFrom(RecordBatch input, int row)
    {
        var origin = input.OriginOf(row);
        var cells = Add(origin);
        if (!input.HasPlace(row))
        {
            // The complement keeps the number and says that it is not the number of a record.
            _origins[RowCount - 1] = ~origin;
        }

        return cells;
    }

    /// <summary>The number of the input row that caused a row: itself for rows of the source.</summary>
    /// <param name="row">The row's index.</param>
    public int OriginOf(int row)
    {
        if (row < _sourceRows)
        {
            return row;
        }

        var origin = _origins[row];
        return origin < 0 ? ~origin : origin;
    }

    /// <summary>Whether a row is a record of <see cref="Source"/>, namely the one with the number <see cref="OriginOf"/>.</summary>
    /// <param name="row">The row's index.</param>
    public bool HasPlace(int row) => Source is not null && (row < _sourceRows || _origins[row] >= 0);

    /// <summary>Replaces the selection by its first entries, after the caller compacted it through <see cref="SelectionBuffer"/>.</summary>
    /// <param name="count">How many entries stay.</param>
    public void Keep(int count) => SelectedCount = count;

    /// <summary>The selection for compaction in place: write the survivors to the front, then call <see cref="Keep"/>.</summary>
    public Span<int> SelectionBuffer => _selection.AsSpan(0, SelectedCount);

    /// <summary>Reports that a row failed. The caller also removes it from the selection.</summary>
    /// <param name="row">The row's index.</param>
    /// <param name="step">The index of the step that failed, from 0; -1 is the source.</param>
    /// <param name="failure">Why.</param>
    public void Fail(int row, int step, RecordFailure failure) => _failures.Add(new RowFailure(row, step, failure));

    /// <summary>Appends a copy of a row, not alive before <see cref="Select"/> says so.</summary>
    /// <param name="row">The row; the copy has its origin.</param>
    /// <returns>The copy's index.</returns>
    internal int Derive(int row)
    {
        Grow(RowCount + 1);
        Row(row).CopyTo(Row(RowCount));
        _origins[RowCount] = row < _sourceRows ? row : _origins[row];
        return RowCount++;
    }

    /// <summary>Takes back derived rows.</summary>
    /// <param name="rows">The number of rows that stay.</param>
    internal void Truncate(int rows)
    {
        _cells.AsSpan(rows * Width, (RowCount - rows) * Width).Clear();
        RowCount = rows;
    }

    /// <summary>Replaces the selection.</summary>
    /// <param name="rows">The rows that are alive, ascending.</param>
    internal void Select(ReadOnlySpan<int> rows)
    {
        rows.CopyTo(_selection);
        SelectedCount = rows.Length;
    }

    /// <summary>Puts the selection aside under a number, for whoever takes the rows of one route.</summary>
    /// <param name="route">The number.</param>
    internal void Park(int route)
    {
        while (_parked.Count <= route)
        {
            _parked.Add([]);
        }

        _parked[route].Clear();
        _parked[route].AddRange(Selection);
    }

    /// <summary>Selects the rows that were put aside.</summary>
    /// <param name="route">The number; nothing put aside selects nothing.</param>
    internal void Unpark(int route) =>
        Select(route < _parked.Count ? CollectionsMarshal.AsSpan(_parked[route]) : []);

    private void Grow(int rows)
    {
        if (rows <= _selection.Length)
        {
            return;
        }

        var capacity = Math.Max(rows, _selection.Length * 2);
        Array.Resize(ref _cells, capacity * Width);
        Array.Resize(ref _selection, capacity);
        Array.Resize(ref _origins, capacity);
    }
}
