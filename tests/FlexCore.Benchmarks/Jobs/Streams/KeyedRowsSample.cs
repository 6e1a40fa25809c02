using System.Globalization;
using System.Text;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>Parsed rows in memory for the jobs of keyed operators: a time, a text key and a number. The times go on from batch to batch.</summary>
internal sealed class KeyedRowsSample
{
    private readonly RecordBatch[] _batches;

    /// <summary>Makes the rows.</summary>
    /// <param name="batches">The number of batches.</param>
    /// <param name="batchRows">Rows in each.</param>
    /// <param name="keys">Different keys.</param>
    /// <param name="width">Cells of each row, at least 3.</param>
    public KeyedRowsSample(int batches, int batchRows, int keys, int width = 3)
    {
        var random = new Random(5);
        _batches = new RecordBatch[batches];
        Rows = new (long, byte[], double)[batches * batchRows];
        for (var i = 0; i < batches; i++)
        {
            _batches[i] = new RecordBatch(width);
            for (var j = 0; j < batchRows; j++)
            {
                var number = (i * batchRows) + j;
                var key = Encoding.UTF8.GetBytes("/catalog/" + random.Next(keys).ToString(CultureInfo.InvariantCulture));
                Rows[number] = (1_795_000_000_000 + number, key, random.Next(1_000));
                var cells = _batches[i].Add(j);
                cells[0] = Value.Number(Rows[number].Time);
                cells[1] = Value.Utf8(key, 0, key.Length);
                cells[2] = Value.Number(Rows[number].Number);
            }
        }
    }

    /// <summary>The rows as a hand-written program would have them.</summary>
    public (long Time, byte[] Key, double Number)[] Rows { get; }

    /// <summary>The rows as operators get them.</summary>
    public IReadOnlyList<RecordBatch> Batches => _batches;
}
