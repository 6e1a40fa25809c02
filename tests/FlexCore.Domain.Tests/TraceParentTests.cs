namespace FlexCore.Domain.Tests;

/// <summary>The rules of W3C Trace Context, level 2, for the <c>traceparent</c> header.</summary>
public sealed class TraceParentTests
{
    private const string Example = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void The_example_of_the_standard_is_read()
    {
        TraceParent.TryParse(Example, out var trace).ShouldBeTrue();
        trace.TraceId.ShouldBe(UInt128.Parse("0af7651916cd43dd8448eb211c80319c", System.Globalization.NumberStyles.HexNumber, null));
        trace.SpanId.ShouldBe(0xb7ad6b7169203331);
        trace.IsSampled.ShouldBeTrue();
        trace.ToString().ShouldBe(Example);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-011")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01")]
    [InlineData("00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331_01")]
    [InlineData("0 -0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x")]
    public void What_the_standard_calls_invalid_is_not_read(string text)
    {
        TraceParent.TryParse(text, out var trace).ShouldBeFalse();
        trace.ShouldBe(default);
    }

    [Theory]
    [InlineData("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes-later")]
    public void A_later_version_is_read_as_far_as_it_is_known(string text)
    {
        TraceParent.TryParse(text, out var trace).ShouldBeTrue();
        trace.ToString().ShouldBe(Example);
    }

    [Theory]
    [InlineData("00", false)]
    [InlineData("01", true)]
    [InlineData("03", true)]
    [InlineData("02", false)]
    public void Known_flags_are_passed_on(string flags, bool sampled)
    {
        var text = Example[..53] + flags;
        TraceParent.TryParse(text, out var trace).ShouldBeTrue();
        trace.IsSampled.ShouldBe(sampled);
        trace.ToString().ShouldBe(text);
    }

    [Fact]
    public void Unknown_flags_are_not_passed_on()
    {
        TraceParent.TryParse(Example[..53] + "ff", out var trace).ShouldBeTrue();
        trace.ToString().ShouldBe(Example[..53] + "03");
    }

    [Fact]
    public void The_binary_form_has_the_bytes_of_the_text()
    {
        TraceParent.TryParse(Example, out var trace).ShouldBeTrue();
        var bytes = new byte[TraceParent.ByteCount];
        trace.CopyTo(bytes);
        Convert.ToHexString(bytes).ShouldBe("0AF7651916CD43DD8448EB211C80319CB7AD6B716920333101");
        TraceParent.TryRead(bytes, out var read).ShouldBeTrue();
        read.ShouldBe(trace);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    [InlineData(26)]
    public void Bytes_of_another_length_are_not_read(int length) => TraceParent.TryRead([.. Enumerable.Repeat((byte)1, length)], out _).ShouldBeFalse();

    [Theory]
    [InlineData(0, 16)]
    [InlineData(16, 8)]
    public void Bytes_without_an_id_are_not_read(int from, int count)
    {
        var bytes = Enumerable.Repeat((byte)1, TraceParent.ByteCount).ToArray();
        bytes.AsSpan(from, count).Clear();
        TraceParent.TryRead(bytes, out _).ShouldBeFalse();
    }

    [Fact]
    public void An_id_of_zero_is_refused()
    {
        Should.Throw<ArgumentException>(() => new TraceParent(0, 1, 0));
        Should.Throw<ArgumentException>(() => new TraceParent(1, 0, 0));
    }
}
