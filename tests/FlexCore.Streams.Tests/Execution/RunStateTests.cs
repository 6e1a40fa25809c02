using FlexCore.Application.Streams;
using FlexCore.Streams.Execution;

namespace FlexCore.Streams.Tests.Execution;

public sealed class RunStateTests
{
    [Fact]
    public void Whatever_is_written_is_read_again()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var state = Random(seed);

            var read = RunState.Decode(state.Encode());

            (read.IsFinished, read.Counters).ShouldBe((state.IsFinished, state.Counters), $"seed {seed}");
            Hex([read.Source]).ShouldBe(Hex([state.Source]), $"seed {seed}");
            Hex(read.Operators).ShouldBe(Hex(state.Operators), $"seed {seed}");
            Hex(read.Sinks).ShouldBe(Hex(state.Sinks), $"seed {seed}");
        }
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        var bytes = Random(3).Encode();
        for (var length = 0; length < bytes.Length; length++)
        {
            Should.Throw<StreamException>(() => RunState.Decode(bytes[..length]), $"cut to {length} bytes").Code.ShouldStartWith("checkpoint");
        }
    }

    [Fact]
    public void A_flipped_byte_is_read_or_refused_but_never_crashes()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            var bytes = Random(seed % 7).Encode().ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                RunState.Decode(bytes);
            }
            catch (StreamException error)
            {
                error.Code.ShouldStartWith("checkpoint", Case.Sensitive, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Another_version_is_refused_with_the_remedy()
    {
        var bytes = Random(1).Encode().ToArray();
        bytes[0] = 99;

        var error = Should.Throw<StreamException>(() => RunState.Decode(bytes));

        error.Code.ShouldBe("checkpoint-version");
        error.Message.ShouldContain("99");
        error.Message.ShouldContain("--fresh");
    }

    private static RunState Random(int seed)
    {
        var random = new Random(seed);
        var counters = new CounterValues(Long(), Long(), Long(), Long(), Long(), Long()) { Late = Long(), BytesTotal = random.Next(3) == 0 ? -1 : Long(), Watermark = random.Next(3) == 0 ? long.MinValue : -Long() };
        return new RunState(random.Next(2) == 0, counters, Block(), [.. Enumerable.Range(0, random.Next(4)).Select(_ => Block())], [.. Enumerable.Range(0, random.Next(4)).Select(_ => Block())]);

        long Long() => random.Next(4) == 0 ? long.MaxValue : random.NextInt64(1 << random.Next(1, 30));

        ReadOnlyMemory<byte> Block()
        {
            var block = new byte[random.Next(5) == 0 ? 0 : random.Next(300)];
            random.NextBytes(block);
            return block;
        }
    }

    private static string Hex(IEnumerable<ReadOnlyMemory<byte>> blocks) => string.Join('|', blocks.Select(block => Convert.ToHexString(block.Span)));
}
