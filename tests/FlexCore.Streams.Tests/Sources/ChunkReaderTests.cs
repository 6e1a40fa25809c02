using System.Text;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Tests.Sources;

public sealed class ChunkReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("\n\n\r\n", "")]
    [InlineData("a", "a@1")]
    [InlineData("a\nb", "a@1|b@2")]
    [InlineData("a\r\n\r\nb\r\n", "a@1|b@3")]
    [InlineData("\n\na\n", "a@3")]
    [InlineData("a\rb\n", "a\rb@1")]
    public async Task Lines_end_with_a_line_feed_and_blank_ones_are_passed_over(string text, string expected)
    {
        (await ReadAsync(text, Framing.Lines, 16)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("a,\"b\nc\",d\ne\n", "a,\"b\nc\",d@1|e@3")]
    [InlineData("\"a \"\"quoted\"\"\n\"\nb", "\"a \"\"quoted\"\"\n\"@1|b@3")]
    [InlineData("a\n\"open\nend", "a@1|\"open\nend@2")]
    public async Task Line_ends_inside_quotes_belong_to_a_csv_record(string text, string expected)
    {
        (await ReadAsync(text, Framing.Csv, 16)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_byte_order_mark_is_not_part_of_the_first_record()
    {
        (await ReadAsync("\uFEFFa\nb\n", Framing.Lines, 16)).ShouldBe("a@1|b@2");
    }

    [Fact]
    public async Task Records_places_and_the_end_do_not_depend_on_the_chunk_size()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var framing = random.Next(2) == 0 ? Framing.Lines : Framing.Csv;
            var text = string.Concat(Enumerable.Range(0, random.Next(400)).Select(_ => random.Next(9) switch
            {
                0 => "\n",
                1 => "\r\n",
                2 => "\"",
                3 => new string('y', random.Next(1500)),
                _ => "abc,",
            }));
            var expected = await ReadAsync(text, framing, 1 << 20);

            for (var variation = 0; variation < 5; variation++)
            {
                var size = 16 + random.Next(500);
                (await ReadAsync(text, framing, size)).ShouldBe(expected, $"seed {seed}, chunk size {size}");
            }
        }
    }

    [Fact]
    public async Task Reading_on_from_any_point_gives_the_rest()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, 60).Select(index => $"line {index}{(random.Next(3) == 0 ? "\r\n" : "\n")}{(random.Next(5) == 0 ? "\n" : "")}"));
            var bytes = Encoding.UTF8.GetBytes(text);
            var all = (await ReadAsync(text, Framing.Lines, 64)).Split('|');
            var reader = Reader(new MemoryStream(bytes), Framing.Lines, 64, InputPoint.Start);
            var seen = 0;
            while (await reader.ReadAsync(CancellationToken.None) is { } chunk)
            {
                seen += chunk.Count;
                using var rest = new MemoryStream(bytes);
                rest.Position = reader.Point.Offset;
                var again = await ReadAllAsync(Reader(rest, Framing.Lines, 16 + random.Next(200), reader.Point));
                again.ShouldBe(string.Join('|', all[seen..]), $"seed {seed} after {seen} records");
            }
        }
    }

    [Fact]
    public void A_line_of_100_megabytes_takes_a_few_buffers_to_pass()
    {
        using var stream = new EndlessLine(100_000_000);
        var reader = Reader(stream, Framing.Lines, 65_536, InputPoint.Start);

        // Not interactive, so the read runs on this thread to its end.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = reader.ReadAsync(CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        read.IsCompletedSuccessfully.ShouldBeTrue();
        allocated.ShouldBeLessThan(1_000_000);
        reader.Point.Offset.ShouldBe(100_000_001);
    }

    [Fact]
    public async Task The_header_is_not_data_and_travels_with_every_chunk()
    {
        var identity = new InputIdentity("in", 0, Framing.Csv, HasHeader: true, IsInteractive: false);
        var reader = new ChunkReader(new MemoryStream("\uFEFFid,name\n1,a\n2,b\n3,c\n"u8.ToArray()), identity, new SourceSettings(16, 1024), InputPoint.Start);
        var headers = new List<byte[]>();
        while (await reader.ReadAsync(CancellationToken.None) is { } chunk)
        {
            headers.Add(chunk.Header);
        }

        headers.Count.ShouldBeGreaterThan(1);
        headers.ShouldAllBe(header => ReferenceEquals(header, headers[0]));
        Encoding.UTF8.GetString(headers[0]).ShouldBe("id,name");
    }

    private static Task<string> ReadAsync(string text, Framing framing, int chunkSize) =>
        ReadAllAsync(Reader(new MemoryStream(Encoding.UTF8.GetBytes(text)), framing, chunkSize, InputPoint.Start));

    private static ChunkReader Reader(Stream stream, Framing framing, int chunkSize, InputPoint from) =>
        new(stream, new InputIdentity("in", 0, framing, HasHeader: false, IsInteractive: false), new SourceSettings(chunkSize, 1024), from);

    private static async Task<string> ReadAllAsync(ChunkReader reader)
    {
        var records = new List<string>();
        while (await reader.ReadAsync(CancellationToken.None) is { } chunk)
        {
            for (var i = 0; i < chunk.Count; i++)
            {
                var text = chunk.Defects?.ContainsKey(i) == true ? "long" : Encoding.UTF8.GetString(chunk.Span(i));
                records.Add($"{text}@{chunk.PositionOf(i).Line}");
            }
        }

        return string.Join('|', records);
    }
}
