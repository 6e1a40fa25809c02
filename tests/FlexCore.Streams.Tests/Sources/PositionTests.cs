using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Sources;
using FlexCore.Streams.Sources.Follow;
using FlexCore.Streams.Sources.Poll;

namespace FlexCore.Streams.Tests.Sources;

/// <summary>Positions are kept in checkpoints: they read back equal, and a damaged one is an error that says so.</summary>
public sealed class PositionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_position_of_a_poll_reads_back_equal(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var position = PollOf(random);

            PollPosition.Read(Bytes(position)).ShouldBe(position, $"seed {seed}, round {round}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_position_of_a_followed_file_reads_back_equal(int seed)
    {
        var random = new Random(seed);
        FollowPosition.Read(Bytes((FollowPosition?)null)).ShouldBeNull("nothing was read yet");
        for (var round = 0; round < 300; round++)
        {
            var position = FollowOf(random);

            FollowPosition.Read(Bytes(position)).ShouldBe(position, $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void Every_beginning_of_a_position_is_damaged()
    {
        var (poll, follow) = (Bytes(PollOf(new Random(3))), Bytes(FollowOf(new Random(3))));
        for (var length = 0; length < poll.Length; length++)
        {
            Damaged(() => PollPosition.Read(poll.AsSpan(0, length)), $"{length} bytes of a poll");
        }

        for (var length = 0; length < follow.Length; length++)
        {
            Damaged(() => FollowPosition.Read(follow.AsSpan(0, length)), $"{length} bytes of a followed file");
        }

        Damaged(() => PollPosition.Read([.. poll, 0]), "a byte too many");
        Damaged(() => FollowPosition.Read([.. follow, 0]), "a byte too many");
    }

    /// <summary>Whatever a byte of it becomes: another position, or an error of the checkpoint. Nothing else may come out.</summary>
    [Fact]
    public void A_damaged_byte_is_another_position_or_an_error_that_says_so()
    {
        var (poll, follow) = (Bytes(PollOf(new Random(4))), Bytes(FollowOf(new Random(4))));
        for (var value = 0; value < 256; value++)
        {
            for (var at = 0; at < poll.Length; at++)
            {
                ReadsOrSays(() => PollPosition.Read(With(poll, at, (byte)value)));
            }

            for (var at = 0; at < follow.Length; at++)
            {
                ReadsOrSays(() => FollowPosition.Read(With(follow, at, (byte)value)));
            }
        }
    }

    [Theory]
    [InlineData(5, 6, 0)]
    [InlineData(100_000, ChunkReader.TailBytes + 1, 0)]
    [InlineData(5, -1, 0)]
    [InlineData(5, 4_294_967_296, 0)]
    [InlineData(5, 1, -1)]
    [InlineData(5, 1, 4_294_967_296)]
    public void A_place_in_a_file_that_cannot_be_is_damaged(long offset, long tail, long checksum)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new FlexCore.Streams.State.StateWriter(output);
        writer.Byte(1);
        writer.Byte(1);
        foreach (var number in new[] { 1, 2, offset, 1, tail, checksum, 0 })
        {
            writer.Integer(number);
        }

        Damaged(() => FollowPosition.Read(output.WrittenSpan), $"offset {offset}, tail {tail}, checksum {checksum}");
    }

    [Fact]
    public void A_position_of_a_newer_program_names_both_versions()
    {
        var bytes = With(Bytes(PollOf(new Random(5))), 0, 9);

        var error = Should.Throw<StreamException>(() => PollPosition.Read(bytes));

        (error.Code, error.Message.Contains("version 9", StringComparison.Ordinal), error.Message.Contains("version 1", StringComparison.Ordinal)).ShouldBe(("checkpoint-version", true, true));
    }

    private static void Damaged(Action read, string how) => Should.Throw<StreamException>(read, how).Code.ShouldBe("checkpoint-damaged", how);

    private static void ReadsOrSays(Action read)
    {
        try
        {
            read();
        }
        catch (StreamException error)
        {
            error.Code.ShouldStartWith("checkpoint-");
        }
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        byte[] changed = [.. bytes];
        changed[at] = value;
        return changed;
    }

    private static byte[] Bytes(PollPosition position)
    {
        var output = new ArrayBufferWriter<byte>();
        position.Write(output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Bytes(FollowPosition? position)
    {
        var output = new ArrayBufferWriter<byte>();
        FollowPosition.Write(position, output);
        return output.WrittenSpan.ToArray();
    }

    private static PollPosition PollOf(Random random) => new(random.NextInt64(), Text(random), Text(random), Text(random), Text(random))
    {
        Pending = (Text(random), Text(random)), IsComplete = random.Next(2) == 0, Records = random.NextInt64(), BytesIn = random.NextInt64(),
    };

    private static FollowPosition FollowOf(Random random)
    {
        var tail = random.Next(ChunkReader.TailBytes + 1);
        var point = new InputPoint(tail + random.NextInt64(1L << 40), random.NextInt64(1, 1L << 40), tail, (uint)random.NextInt64(1L << 32));
        return new FollowPosition(new FileIdentity(random.NextInt64(), random.NextInt64()), point, random.NextInt64());
    }

    private static string? Text(Random random) => random.Next(4) switch { 0 => null, 1 => "", 2 => "\"etag-ü-🙂\"", _ => $"https://a.example/?p={random.Next()}" };
}
