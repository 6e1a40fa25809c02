using System.Buffers;
using FlexCore.Persistence.Records;

namespace FlexCore.Persistence.Sqlite.Tests.Shared;

public sealed class SequenceRunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Ascending_numbers_come_back_as_they_were(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var sequences = new long[random.Next(0, 50)];
            var next = 0L;
            for (var i = 0; i < sequences.Length; i++)
            {
                next += 1 + random.NextInt64(1L << random.Next(0, 50));
                sequences[i] = next;
            }

            var unpacked = new long[sequences.Length];
            SequenceRun.TryUnpack(Pack(sequences), unpacked).ShouldBeTrue($"seed {seed}, round {round}");
            unpacked.ShouldBe(sequences, $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void Neighbours_cost_one_byte_each() =>
        Pack([.. Enumerable.Range(1_000_000, 100).Select(number => (long)number)]).Length.ShouldBe(3 + 99);

    [Theory]
    [InlineData(new long[] { 0 })]
    [InlineData(new long[] { -1 })]
    [InlineData(new long[] { 5, 5 })]
    [InlineData(new long[] { 5, 4 })]
    public void Numbers_that_do_not_ascend_are_refused(long[] sequences) => Should.Throw<ArgumentException>(() => Pack(sequences));

    [Fact]
    public void Bytes_that_are_not_a_run_are_noticed()
    {
        var packed = Pack([3, 500, 70_000]);
        SequenceRun.TryUnpack(packed, new long[2]).ShouldBeFalse("too many bytes");
        SequenceRun.TryUnpack(packed, new long[4]).ShouldBeFalse("too few bytes");
        SequenceRun.TryUnpack(packed.AsSpan(0, packed.Length - 1), new long[3]).ShouldBeFalse("cut");
        SequenceRun.TryUnpack([0], new long[1]).ShouldBeFalse("no difference");
        SequenceRun.TryUnpack([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], new long[1]).ShouldBeFalse("beyond 63 bits");
        SequenceRun.TryUnpack([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], new long[1]).ShouldBeFalse("too long");
    }

    private static byte[] Pack(long[] sequences)
    {
        var output = new ArrayBufferWriter<byte>();
        SequenceRun.Pack(sequences, output);
        return output.WrittenSpan.ToArray();
    }
}
