using System.Buffers;
using System.Text;
using FlexCore.Streams.Services;
using FlexCore.Streams.Sources;
using FlexCore.Streams.Tests.Execution;

namespace FlexCore.Streams.Tests.Sources;

/// <summary>Opens sources and reads them the way the runtime does.</summary>
internal static class SourceReading
{
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    public static SourceStart Start(TimeProvider clock, ReadOnlyMemory<byte>? position = null, int chunkSize = 64 * 1024, StreamServices? services = null) => new(
        PipelineHarness.Stream, "run", position, new SourceSettings(chunkSize, 1024), new RunServices { Clock = clock, Shared = services ?? new StreamServices() });

    public static IEnumerable<string> Lines(SourceRead read) =>
        Enumerable.Range(0, read.Chunk.Count).Select(i => Encoding.UTF8.GetString(read.Chunk.Span(i)));

    public static ReadOnlyMemory<byte> PositionAfter(IRecordSource source, SourceRead? read)
    {
        var output = new ArrayBufferWriter<byte>();
        source.WritePosition(read, output);
        return output.WrittenMemory;
    }

    public static async Task<SourceRead> NextAsync(IRecordSource source) => (await source.ReadAsync(default).AsTask().WaitAsync(Generous)).ShouldNotBeNull();

    public static async Task<List<string>> ToEndAsync(IRecordSource source)
    {
        var lines = new List<string>();
        while (await source.ReadAsync(default).AsTask().WaitAsync(Generous) is { } read)
        {
            lines.AddRange(Lines(read));
        }

        return lines;
    }
}
