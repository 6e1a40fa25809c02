using FlexCore.Streams.Records;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>Text cut into chunks of lines as a source would.</summary>
internal static class ChunkedLines
{
    private const int LinesPerChunk = 4_096;

    public static List<SourceChunk> Of(byte[] text)
    {
        var chunks = new List<SourceChunk>();
        var position = 0;
        while (position < text.Length)
        {
            var starts = new int[LinesPerChunk];
            var lengths = new int[LinesPerChunk];
            var count = 0;
            while (count < LinesPerChunk && position < text.Length)
            {
                var length = text.AsSpan(position).IndexOf((byte)'\n');
                starts[count] = position;
                lengths[count] = length;
                position += length + 1;
                count++;
            }

            chunks.Add(new SourceChunk(text, starts, lengths, count) { SourceName = "memory" });
        }

        return chunks;
    }
}
