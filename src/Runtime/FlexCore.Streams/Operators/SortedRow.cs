using FlexCore.Streams.Keys;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Operators;

/// <summary>A row that waits for its turn.</summary>
/// <param name="Start">The start of its window.</param>
/// <param name="Turn">Its number in the input, for rows that are equal otherwise.</param>
/// <param name="Cells">Its cells, detached from the source's buffers.</param>
internal sealed record SortedRow(long Start, long Turn, Value[] Cells)
{
    /// <summary>The order in which rows come out: by window, within it by the keys, and last in the order of the input.</summary>
    /// <param name="keys">The keys.</param>
    public static Comparer<SortedRow> OrderOf(IReadOnlyList<SortCell> keys)
    {
        var cells = keys.ToArray();
        return Comparer<SortedRow>.Create((left, right) =>
        {
            var order = left.Start.CompareTo(right.Start);
            for (var i = 0; order == 0 && i < cells.Length; i++)
            {
                order = KeyOrder.Compare(left.Cells[cells[i].Slot], right.Cells[cells[i].Slot]);
                order = cells[i].IsDescending ? -order : order;
            }

            return order != 0 ? order : left.Turn.CompareTo(right.Turn);
        });
    }
}
