using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace FlexCore.Cluster.Tests.Transport.Wire;

public sealed class WireRoundTripTests
{
    private readonly WireWriter _writer = new();

    [Fact]
    public void Every_number_comes_back() => Prop.ForAll<ulong, long>((number, signed) =>
    {
        _writer.Begin();
        _writer.Varint(number);
        _writer.SignedVarint(signed);
        _writer.Fixed64(signed);
        var reader = new WireReader(_writer.Body);
        return reader.Varint() == number && reader.SignedVarint() == signed && reader.Fixed64() == signed && reader.Rest.IsEmpty;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0UL, 1)]
    [InlineData(127UL, 1)]
    [InlineData(128UL, 2)]
    [InlineData(ulong.MaxValue, 10)]
    public void A_number_takes_a_byte_for_each_seven_bits(ulong number, int length)
    {
        _writer.Varint(number);

        _writer.Body.Length.ShouldBe(length);
        new WireReader(_writer.Body).Varint().ShouldBe(number);
    }

    [Fact]
    public void Every_text_and_every_part_comes_back() => Prop.ForAll<NonNull<string>, byte[]>((text, bytes) =>
    {
        // A lone surrogate is no text; it becomes the replacement character, as everywhere in .NET.
        var sent = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text.Get));
        _writer.Begin();
        _writer.Text(sent);
        _writer.Bytes(bytes ?? []);
        _writer.Text(string.Concat(Enumerable.Repeat(sent, 40)));
        var reader = new WireReader(_writer.Body);
        return reader.Text() == sent && reader.Bytes().SequenceEqual(bytes ?? []) && reader.Text().Length == sent.Length * 40;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_trace_context_comes_back()
    {
        var trace = new TraceParent(5, 6, 1);
        _writer.Trace(trace);

        new WireReader(_writer.Body).Trace().ShouldBe(trace);
    }

    [Fact]
    public void A_body_that_ends_early_is_an_error_at_every_byte()
    {
        _writer.Text("node-1");
        _writer.Varint(300);
        _writer.Fixed64(7);
        var whole = _writer.Body.ToArray();

        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Should.Throw<WireException>(() => ReadAll(cut), $"{length} of {whole.Length} bytes");
        }

        ReadAll(whole).ShouldBe("node-1");
    }

    [Fact]
    public void A_number_of_more_than_64_bits_is_an_error() =>
        Should.Throw<WireException>(() => new WireReader([255, 255, 255, 255, 255, 255, 255, 255, 255, 2]).Varint());

    [Fact]
    public void A_length_beyond_the_body_is_an_error() => Should.Throw<WireException>(() => new WireReader([5, 1, 2]).Bytes().Length)
        .Message.ShouldContain("5 bytes");

    [Fact]
    public void Bytes_that_are_no_text_are_an_error() => Should.Throw<WireException>(() => new WireReader([2, 0xff, 0xfe]).Text());

    [Fact]
    public void A_trace_context_of_zeros_is_an_error() => Should.Throw<WireException>(() => new WireReader(new byte[TraceParent.ByteCount]).Trace());

    [Fact]
    public void The_memory_of_a_large_frame_is_given_back()
    {
        _writer.Raw(new byte[4 * WireWriter.KeptMax]);

        _writer.Begin().GetMemory().Length.ShouldBeLessThan(WireWriter.KeptMax);
    }

    private static string ReadAll(byte[] body)
    {
        var reader = new WireReader(body);
        var text = reader.Text();
        reader.Varint();
        reader.Fixed64();
        return text;
    }
}
