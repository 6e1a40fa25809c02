using FlexCore.Cluster.Transport.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace FlexCore.Cluster.Tests.Transport.Wire;

public sealed class FrameReaderTests
{
    private const int BytesMax = 1024 * 1024;

    [Fact]
    public void Frames_come_back_however_the_bytes_are_cut() => Prop.ForAll<byte[][], int>((bodies, seed) =>
    {
        var frames = (bodies ?? []).Select((body, i) => (Body: body ?? [], Id: (ulong)i)).ToArray();
        using var stream = new ChoppedStream([.. frames.SelectMany(frame => Bytes(frame.Body, frame.Id))], new Random(seed));
        var reader = new FrameReader(stream, BytesMax);
        var read = new List<(byte[], ulong)>();
        while (reader.FillAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully && stream.HasGiven)
        {
            while (reader.TryNext(out var frame))
            {
                read.Add((frame.Body.ToArray(), frame.Id));
            }
        }

        return read.Select(frame => frame.Item2).SequenceEqual(frames.Select(frame => frame.Id))
            && read.Zip(frames).All(pair => pair.First.Item1.SequenceEqual(pair.Second.Body));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_frame_larger_than_the_usual_memory_comes_back_and_the_memory_shrinks()
    {
        var body = new byte[700_000];
        new Random(7).NextBytes(body);
        using var stream = new MemoryStream([.. Bytes(body, 1), .. Bytes([1], 2)]);
        var reader = new FrameReader(stream, BytesMax);

        FrameView frame;
        while (!reader.TryNext(out frame))
        {
            (await reader.FillAsync(CancellationToken.None)).ShouldBeTrue();
        }

        frame.Body.ToArray().ShouldBe(body);
        while (!reader.TryNext(out frame))
        {
            (await reader.FillAsync(CancellationToken.None)).ShouldBeTrue();
        }

        frame.Id.ShouldBe(2UL);
        (await reader.FillAsync(CancellationToken.None)).ShouldBeFalse("the stream has ended");
    }

    [Fact]
    public void One_wrong_bit_anywhere_behind_the_length_is_found()
    {
        var frame = Bytes([1, 2, 3, 4, 5, 6, 7, 8, 9], 77);
        for (var bit = Frame.ChecksumAt * 8; bit < frame.Length * 8; bit++)
        {
            var broken = frame.ToArray();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));

            Should.Throw<WireException>(() => First(broken), $"bit {bit}").Message.ShouldContain("checksum");
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(8u)]
    [InlineData((uint)BytesMax + 10)]
    [InlineData(uint.MaxValue)]
    public void A_length_out_of_range_is_refused_before_any_memory_is_taken(uint length) =>
        Should.Throw<WireException>(() => First([.. BitConverter.GetBytes(length), .. new byte[40]])).Message.ShouldContain($"{length} bytes");

    [Fact]
    public void The_longest_frame_that_is_allowed_is_read() => First(Bytes(new byte[BytesMax], 3)).Body.Length.ShouldBe(BytesMax);

    [Fact]
    public void The_checksum_is_crc_32_c()
    {
        // The check value of CRC-32C: its value over the nine digits.
        (~Frame.Checksum("123456789"u8)).ShouldBe(0xE3069283u);
    }

    private static FrameView First(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var reader = new FrameReader(stream, BytesMax);
        FrameView frame;
        while (!reader.TryNext(out frame))
        {
            if (reader.FillAsync(CancellationToken.None).AsTask() is not { IsCompletedSuccessfully: true } || stream.Position == bytes.Length && reader.Waiting.Length == 0)
            {
                throw new EndOfStreamException();
            }
        }

        return frame;
    }

    private static byte[] Bytes(byte[] body, ulong id)
    {
        var writer = new WireWriter();
        writer.Raw(body);
        var bytes = writer.Written.ToArray();
        Frame.Seal(bytes, Frame.Checksum(body), FrameKind.Request, id);
        return bytes;
    }
}
