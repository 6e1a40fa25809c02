using System.Runtime.CompilerServices;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Graphs;

/// <summary>Collects what becomes of the rows of a batch while a step drops, keeps and multiplies them: the new selection, in input order.</summary>
/// <remarks>
/// <para>Rows never move. A row that goes on keeps its place until the first row is derived; from then on kept rows are copied behind the derived ones, so that
/// the selection stays ascending.</para>
/// <para>Owned by one operator; used for one batch at a time.</para>
/// </remarks>
internal sealed class RowExpansion
{
    /// <summary>The most rows of a batch: a bound on memory, beyond which the run fails.</summary>
    public const int MaxRows = 2_000_000;

    private int[] _selected = [];
    private RecordBatch _batch = new(1);
    private int _count;
    private int _before;
    private int _rowsBefore;
    private int _derived;
    private bool _isExpanding;

    /// <summary>The failure of a record that would become more records than allowed.</summary>
    public RecordFailure TooMany { get; } =
        new("too-many-records", FormattableString.Invariant($"the step would make more than {PipelineLimits.MaxFanOut:N0} records of this one"));

    /// <summary>Begins a batch.</summary>
    /// <param name="batch">The batch.</param>
    public void Begin(RecordBatch batch)
    {
        _batch = batch;
        _count = 0;
        _isExpanding = false;
        if (_selected.Length < batch.SelectedCount)
        {
            _selected = new int[Math.Max(batch.SelectedCount, _selected.Length * 2)];
        }
    }

    /// <summary>A row's cells, valid until the next row is derived.</summary>
    /// <param name="row">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<Value> Cells(int row) => _batch.Row(row);

    /// <summary>Begins a record: <see cref="Undo"/> returns to this point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginRecord()
    {
        _before = _count;
        _rowsBefore = _batch.RowCount;
        _derived = 0;
    }

    /// <summary>Passes a row on as it is.</summary>
    /// <param name="row">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(int row) => Select(_isExpanding ? Copy(row) : row);

    /// <summary>Passes on a copy of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="derived">The copy, whose cells may be changed.</param>
    /// <returns>Whether the record has not become too many rows.</returns>
    public bool TryDerive(int row, out int derived)
    {
        derived = -1;
        if (++_derived > PipelineLimits.MaxFanOut)
        {
            return false;
        }

        _isExpanding = true;
        derived = Copy(row);
        Select(derived);
        return true;
    }

    /// <summary>Takes back everything since <see cref="BeginRecord"/>.</summary>
    public void Undo()
    {
        _count = _before;
        _batch.Truncate(_rowsBefore);
    }

    /// <summary>Ends the batch: the collected rows are the ones that are alive.</summary>
    public void End() => _batch.Select(_selected.AsSpan(0, _count));

    private int Copy(int row)
    {
        if (_batch.RowCount >= MaxRows)
        {
            throw new StreamException(
                "too-many-rows",
                FormattableString.Invariant($"The records of one chunk have become more than {MaxRows:N0}, which is more than is held in memory at a time. Filter before the step that multiplies them, or set flexcore.streams.chunk-size lower."));
        }

        return _batch.Derive(row);
    }

    private void Select(int row)
    {
        if (_count == _selected.Length)
        {
            Array.Resize(ref _selected, Math.Max(16, _count * 2));
        }

        _selected[_count++] = row;
    }
}
