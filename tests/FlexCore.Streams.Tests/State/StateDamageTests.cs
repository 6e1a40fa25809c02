using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Execution;
using FlexCore.Streams.State;
using FlexCore.Streams.Tests.Expressions;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.State;

public sealed class StateDamageTests
{
    [Theory]
    [InlineData("", "breaks off")]
    [InlineData("0A", "unknown kind of value")]
    [InlineData("FF", "unknown kind of value")]
    [InlineData("04", "breaks off")]
    [InlineData("0400000000000000", "breaks off")]
    [InlineData("0608", "a count is larger")]
    [InlineData("0601", "a count is larger")]
    [InlineData("0806", "a count is larger")]
    [InlineData("070241", "breaks off")]
    [InlineData("080200", null)]
    [InlineData("09020004", "a field has no name")]
    [InlineData("06FFFFFFFFFFFFFFFFFFFF", "an integer does not end")]
    public void Bytes_that_are_no_value_say_why(string hex, string? reason)
    {
        var bytes = Convert.FromHexString(hex);
        if (reason is null)
        {
            ResultText.Of(Read(bytes)).ShouldBe("[undefined]");
            return;
        }

        var error = Should.Throw<StreamException>(() => Read(bytes));
        error.Code.ShouldBe("checkpoint-damaged");
        error.Message.ShouldContain(reason);
        error.Message.ShouldContain("--fresh");
    }

    [Theory]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(73)]
    [InlineData(74)]
    public void Random_values_survive_and_every_cut_of_them_is_damage(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 50; i++)
        {
            var value = Any(random, 4);
            var output = new ArrayBufferWriter<byte>();
            new StateWriter(output).Value(value);
            var bytes = output.WrittenSpan.ToArray();

            ResultText.Of(Read(bytes)).ShouldBe(ResultText.Of(value), $"seed {seed}, value {i}");
            for (var cut = 0; cut < bytes.Length; cut++)
            {
                var length = cut;
                Should.Throw<StreamException>(() => Read(bytes[..length]), $"seed {seed}, value {i}, cut {cut}").Code.ShouldBe("checkpoint-damaged");
            }
        }
    }

    [Fact]
    public void Bytes_behind_the_end_are_damage() =>
        Should.Throw<StreamException>(static () =>
        {
            var reader = new StateReader(new byte[] { 1, 2 }.AsSpan());
            reader.Value();
            reader.End();
        }).Message.ShouldContain("bytes after its end");

    [Fact]
    public void A_checkpoint_with_bytes_behind_its_end_is_damage()
    {
        var payload = new RunState(false, CounterValues.Zero, new byte[] { 1 }, [], []).Encode();

        Should.Throw<StreamException>(() => RunState.Decode((byte[])[.. payload.Span, 0])).Code.ShouldBe("checkpoint-damaged");
    }

    [Fact]
    public void A_read_value_does_not_point_into_the_state()
    {
        var output = new ArrayBufferWriter<byte>();
        new StateWriter(output).Value(ResultText.Utf8("text"));
        var bytes = output.WrittenSpan.ToArray();
        var value = Read(bytes);
        Array.Clear(bytes);

        value.AsString().ShouldBe("text");
    }

    [Fact]
    public void The_same_value_gives_the_same_bytes_every_time()
    {
        var one = new ArrayBufferWriter<byte>();
        var two = new ArrayBufferWriter<byte>();
        new StateWriter(one).Value(Any(new Random(9), 5));
        new StateWriter(two).Value(Any(new Random(9), 5));

        two.WrittenSpan.ToArray().ShouldBe(one.WrittenSpan.ToArray());
    }

    private static Value Read(byte[] bytes)
    {
        var reader = new StateReader(bytes.AsSpan());
        var value = reader.Value();
        reader.End();
        return value;
    }

    private static Value Any(Random random, int depth)
    {
        switch (random.Next(depth > 0 ? 9 : 7))
        {
            case 0:
                return Value.Undefined;
            case 1:
                return Value.Null;
            case 2:
                return Value.Boolean(random.Next(2) == 0);
            case 3:
                return Value.Number(random.NextDouble() * Math.Pow(10, random.Next(-300, 300)));
            case 4:
                return Value.Number(new ExactNumber($"900719925474099{random.Next(3, 9)}1", 9e16));
            case 5:
                return ResultText.Utf8(string.Concat(Enumerable.Repeat("é", random.Next(5))));
            case 6:
                return Value.String(new string((char)random.Next(0xD700, 0xE000), random.Next(4)));
            case 7:
                return Value.Array(new ArrayValue([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1))]));
            default:
                var result = new ObjectValue();
                for (var i = random.Next(4); i > 0; i--)
                {
                    result.Set($"f{i}", Any(random, depth - 1));
                }

                return Value.Object(result);
        }
    }
}
