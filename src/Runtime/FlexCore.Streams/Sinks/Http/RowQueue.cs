using System.Buffers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Sinks.Http;

/// <summary>The rows of the next request, as JSON lines. Owned by one sink.</summary>
/// <param name="capacity">The most rows.</param>
internal sealed class RowQueue(int capacity)
{
    /// <summary>The bytes from which a request is full, whatever the number of its rows.</summary>
    public const int MaxBytes = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _lines = new(4096);
    private readonly List<int> _ends = [];

    /// <summary>The number of the first row in the run, from 1.</summary>
    public long First { get; set; } = 1;

    /// <summary>How many rows wait.</summary>
    public int Count => _ends.Count;

    /// <summary>Whether they are enough for a request.</summary>
    public bool IsFull => Count >= capacity || _lines.WrittenCount >= MaxBytes;

    /// <summary>Adds a row.</summary>
    /// <param name="writer">Writes it as a line.</param>
    /// <param name="row">Its cells.</param>
    public void Add(IRecordWriter writer, ReadOnlySpan<Value> row)
    {
        writer.Write(row, _lines);
        _ends.Add(_lines.WrittenCount);
    }

    /// <summary>Rows as lines, each with its line feed.</summary>
    /// <param name="from">The first row's index.</param>
    /// <param name="count">How many.</param>
    public ReadOnlySpan<byte> Lines(int from, int count) => _lines.WrittenSpan[(from == 0 ? 0 : _ends[from - 1]).._ends[from + count - 1]];

    /// <summary>Forgets the rows; the next one follows the last.</summary>
    public void Clear()
    {
        First += Count;
        _ends.Clear();
        _lines.ResetWrittenCount();
    }
}
