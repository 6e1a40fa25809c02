using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Keys;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.State;

public sealed class StateTests
{
    [Theory]
    [InlineData(0L, 1)]
    [InlineData(-1L, 1)]
    [InlineData(63L, 1)]
    [InlineData(-64L, 1)]
    [InlineData(64L, 2)]
    [InlineData(1_700_000_000_000L, 6)]
    [InlineData(long.MaxValue, 10)]
    [InlineData(long.MinValue, 10)]
    public void Integers_survive_and_small_ones_are_small(long number, int length)
    {
        var bytes = Written(state => state.Integer(number));

        bytes.Length.ShouldBe(length);
        var reader = new StateReader(bytes.AsSpan());
        reader.Integer().ShouldBe(number);
        reader.End();
    }

    [Fact]
    public void Values_of_every_kind_survive()
    {
        var nested = new ObjectValue();
        nested.Set("list", Value.Array(new ArrayValue(Value.Undefined, Value.String("x\ud800"), Value.Number(new ExactNumber("18446744073709551615", 18446744073709551615d)))));
        nested.Set("\udc00", Value.Null);
        Value[] values =
        [
            Value.Undefined, Value.Null, Value.True, Value.False, Value.Number(-0.1), Value.Number(double.NaN), Value.Number(double.NegativeInfinity),
            Value.String(""), Value.String("ü😀"), Value.Utf8("xabcx"u8.ToArray(), 1, 3), Value.Array(ArrayValue.Empty), Value.Object(nested),
        ];
        var bytes = Written(state => Array.ForEach(values, state.Value));

        var reader = new StateReader(bytes.AsSpan());
        foreach (var value in values)
        {
            KeyEquality.Same(reader.Value(), value).ShouldBeTrue(value.ToString());
        }

        reader.End();
    }

    [Fact]
    public void State_over_several_segments_reads_the_same()
    {
        var bytes = Written(state => state.Value(Value.String("a longer text")));
        var first = new Segment(bytes.AsMemory(0, 3), 0);
        var last = first.Append(bytes.AsMemory(3));

        var reader = new StateReader(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length));

        reader.Value().ShouldBe(Value.String("a longer text"));
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_but_never_crash()
    {
        const int seed = 51;
        var random = new Random(seed);
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = new byte[random.Next(0, 30)];
            random.NextBytes(bytes);
            if (bytes.Length > 0)
            {
                bytes[0] = (byte)random.Next(12);
            }

            try
            {
                var reader = new StateReader(bytes.AsSpan());
                reader.Value();
            }
            catch (StreamException damaged)
            {
                damaged.Code.ShouldBe("checkpoint-damaged", $"seed {seed}, case {i}");
            }
        }
    }

    [Fact]
    public void A_bomb_of_nested_lists_is_refused()
    {
        var bomb = Enumerable.Repeat(new byte[] { (byte)StateTag.Array, 2 }, 100_000).SelectMany(pair => pair).ToArray();

        Should.Throw<StreamException>(() => Read(bomb)).Message.ShouldContain("nested too deep");

        static void Read(byte[] bytes)
        {
            var reader = new StateReader(bytes.AsSpan());
            reader.Value();
        }
    }

    private static byte[] Written(Action<StateWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new StateWriter(output));
        return output.WrittenSpan.ToArray();
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long start)
        {
            Memory = memory;
            RunningIndex = start;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
