using System.Text;

namespace FlexCore.Benchmarks.Limits;

/// <summary>The texts of the limit's rows, encoded beforehand so that the limit pays for SQLite alone.</summary>
public sealed class RowTexts(int streamCount)
{
    private readonly byte[][] _streams =
        [.. Enumerable.Range(0, streamCount).Select(static number => Encoding.UTF8.GetBytes(SampleEvents.Stream(number).StreamId))];

    public int StreamCount => _streams.Length;

    public byte[] Id { get; } = new byte[16];

    public byte[] Type { get; } = Encoding.UTF8.GetBytes(SampleEvents.Type);

    public byte[] Principal { get; } = Encoding.UTF8.GetBytes(SampleEvents.Metadata.Principal);

    public byte[] Correlation { get; } = Encoding.UTF8.GetBytes(SampleEvents.Metadata.CorrelationId);

    public byte[] Causation { get; } = Encoding.UTF8.GetBytes(SampleEvents.Metadata.CausationId);

    public byte[] Stream(int row) => _streams[row % _streams.Length];
}
