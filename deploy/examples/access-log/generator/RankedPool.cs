using System.Text;

namespace FlexCore.Examples.AccessLog;

/// <summary>Texts of which the first are picked far more often than the last (Zipf's law), as on real sites.</summary>
/// <remarks>Whole numbers only, so that no machine's floating-point library changes the log.</remarks>
internal sealed class RankedPool
{
    private const int TableSize = 1 << 14;
    private const long ScaleOfRankOne = 1_000_000;

    private readonly byte[][] _texts;
    private readonly ushort[] _table = new ushort[TableSize];

    public RankedPool(IEnumerable<string> texts)
    {
        _texts = [.. texts.Select(Encoding.Latin1.GetBytes)];
        var total = 0L;
        for (var rank = 1; rank <= _texts.Length; rank++)
        {
            total += ScaleOfRankOne / rank;
        }

        var filled = 0;
        var sum = 0L;
        for (var rank = 1; rank <= _texts.Length; rank++)
        {
            sum += ScaleOfRankOne / rank;
            var end = (int)(TableSize * sum / total);
            _table.AsSpan(filled, end - filled).Fill((ushort)(rank - 1));
            filled = end;
        }
    }

    public ReadOnlySpan<byte> Pick(SplitMix random) => _texts[_table[(int)(random.Next() & (TableSize - 1))]];
}
