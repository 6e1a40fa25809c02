using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Sources;

/// <summary>Finds the records in a buffer.</summary>
/// <remarks>Owned by one reader. The ranges of the last scan are valid until the next one.</remarks>
internal sealed class RecordScanner
{
    private readonly Framing _framing;
    private readonly int _maxRecordLength;
    private int[] _starts = new int[256];
    private int[] _lengths = new int[256];

    /// <summary>Creates a scanner.</summary>
    /// <param name="framing">How records end.</param>
    /// <param name="maxRecordLength">Beyond this length a quoted line end counts: a stray quote must not swallow the rest of the input.</param>
    public RecordScanner(Framing framing, int maxRecordLength)
    {
        _framing = framing;
        _maxRecordLength = maxRecordLength;
    }

    /// <summary>How many records the last scan found.</summary>
    public int Count { get; private set; }

    /// <summary>How many lines the last scan passed.</summary>
    public int Lines { get; private set; }

    /// <summary>Finds all complete records; blank lines are passed over.</summary>
    /// <param name="data">Begins at the start of a record.</param>
    /// <param name="isEnd">Whether the input ends with the data, so that the last record needs no line end.</param>
    /// <param name="limit">How many records to find at most.</param>
    /// <returns>How many bytes belong to complete records and their line ends.</returns>
    public int Scan(ReadOnlySpan<byte> data, bool isEnd, int limit = int.MaxValue)
    {
        Count = 0;
        Lines = 0;
        var position = 0;
        while (position < data.Length && Count < limit)
        {
            var length = _framing == Framing.Csv ? CsvRecordEnd(data[position..]) : data[position..].IndexOf((byte)'\n');
            if (length < 0)
            {
                if (!isEnd)
                {
                    break;
                }

                length = data.Length - position;
                Lines--;
            }

            Lines++;
            Add(data, position, length);
            position = Math.Min(position + length + 1, data.Length);
        }

        return position;
    }

    /// <summary>Hands over the ranges that the last scan found, without the first ones.</summary>
    /// <param name="skip">How many records to leave out.</param>
    public (int[] Starts, int[] Lengths) Take(int skip) => (_starts[skip..Count], _lengths[skip..Count]);

    /// <summary>The range of a record that the last scan found.</summary>
    /// <param name="record">The record's index.</param>
    public (int Start, int Length) Range(int record) => (_starts[record], _lengths[record]);

    // A line end counts when the quotes before it are paired; an escaped quote is two quotes, so it does not change that.
    private int CsvRecordEnd(ReadOnlySpan<byte> data)
    {
        var end = 0;
        var lines = 0;
        var isQuoted = false;
        while (true)
        {
            var length = data[end..].IndexOf((byte)'\n');
            if (length < 0)
            {
                return -1;
            }

            isQuoted ^= (data.Slice(end, length).Count((byte)'"') & 1) == 1;
            end += length;
            if (!isQuoted || end > _maxRecordLength)
            {
                Lines += lines;
                return end;
            }

            lines++;
            end++;
        }
    }

    private void Add(ReadOnlySpan<byte> data, int start, int length)
    {
        if (length > 0 && data[start + length - 1] == (byte)'\r')
        {
            length--;
        }

        if (length == 0)
        {
            return;
        }

        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, Count * 2);
            Array.Resize(ref _lengths, Count * 2);
        }

        _starts[Count] = start;
        _lengths[Count++] = length;
    }
}
