using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Tests.Sources;

public sealed class StdinSourceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("\n", "")]
    [InlineData("a\nb", "a|b")]
    [InlineData("\u001f\n", "\u001f")]
    public async Task Plain_input_of_any_length_is_read(string text, string expected)
    {
        (await ReadAllAsync(Encoding.UTF8.GetBytes(text), Compression.Auto)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(Compression.Auto)]
    [InlineData(Compression.Gzip)]
    public async Task Compressed_input_is_recognised(Compression compression)
    {
        (await ReadAllAsync(Gzip("one\ntwo\n"), compression)).ShouldBe("one|two");
    }

    [Fact]
    public async Task Compression_none_takes_the_bytes_as_they_are()
    {
        (await ReadAllAsync([0x1F, 0x8B, (byte)'\n', (byte)'x'], Compression.None)).ShouldEndWith("|x");
    }

    [Theory]
    [InlineData("plain text\n")]
    [InlineData("x")]
    public async Task Input_that_should_be_compressed_and_is_not_is_reported(string text)
    {
        (await Should.ThrowAsync<StreamException>(() => ReadAllAsync(Encoding.UTF8.GetBytes(text), Compression.Gzip))).Code.ShouldBe("source-damaged");
    }

    [Fact]
    public async Task Compressed_input_that_stops_in_the_middle_is_reported()
    {
        var bytes = Gzip(string.Concat(Enumerable.Range(0, 5000).Select(index => $"{index * 7919}\n")));

        var error = await Should.ThrowAsync<StreamException>(() => ReadAllAsync(bytes[..(bytes.Length / 2)], Compression.Auto));

        error.Code.ShouldBe("source-damaged");
        error.Message.ShouldStartWith("Standard input is damaged gzip data: ");
    }

    [Fact]
    public async Task A_line_is_handed_on_when_it_arrives_and_not_when_the_chunk_is_full()
    {
        var pipe = new Pipe();
        await using var source = Source(pipe.Reader.AsStream(), Compression.Auto);
        for (var line = 1; line <= 3; line++)
        {
            await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes($"line {line}\nrest"));
            var read = (await source.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Patience)).ShouldNotBeNull();

            Text(read).ShouldBe(line == 1 ? "line 1" : $"restline {line}");
        }

        await pipe.Writer.CompleteAsync();
        Text((await source.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Patience)).ShouldNotBeNull()).ShouldBe("rest");
        (await source.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Patience)).ShouldBeNull();
    }

    [Fact]
    public async Task A_broken_pipe_is_reported()
    {
        var pipe = new Pipe();
        await using var source = Source(pipe.Reader.AsStream(), Compression.Auto);
        await pipe.Writer.CompleteAsync(new IOException("the other end is gone"));

        var error = await Should.ThrowAsync<StreamException>(() => source.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Patience));

        error.Code.ShouldBe("source-unreadable");
        error.Message.ShouldBe("Standard input cannot be read: the other end is gone");
    }

    [Fact]
    public async Task The_size_is_unknown_and_what_was_read_is_counted()
    {
        await using var source = Source(new MemoryStream("ab\ncd\n"u8.ToArray()), Compression.Auto);
        source.BytesIn.ShouldBe(0);

        await source.ReadAsync(CancellationToken.None);

        (source.BytesTotal, source.BytesIn, source.BytesRead).ShouldBe((null, 6, 6));
    }

    private static StdinSource Source(Stream stream, Compression compression) =>
        new(stream, new StdinSourcePlan(compression, Framing.Lines, HasHeader: false), new SourceSettings(4096, 1 << 20));

    private static async Task<string> ReadAllAsync(byte[] bytes, Compression compression)
    {
        await using var source = Source(new MemoryStream(bytes), compression);
        var records = new List<string>();
        while (await source.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Patience) is { } read)
        {
            records.Add(Text(read));
        }

        return string.Join('|', records);
    }

    private static string Text(SourceRead read) =>
        string.Join('|', Enumerable.Range(0, read.Chunk.Count).Select(record => Encoding.UTF8.GetString(read.Chunk.Span(record))));

    private static byte[] Gzip(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return buffer.ToArray();
    }
}
