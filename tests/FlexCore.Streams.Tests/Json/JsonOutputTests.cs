using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FlexCore.Streams.Json;
using FlexCore.Streams.Tests.Expressions;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Json;

/// <summary>Where one piece of the target ends and the next begins must not be visible in the text.</summary>
public sealed class JsonOutputTests
{
    public static TheoryData<string> Texts =>
    [
        "-1.7976931348623157e+308", "0", "12345", "0.1", "true", "false", "null", "\"text\"", "\"\\u0001\\n\\\"\"", "\"é€😀\"", "[]", "{}", "[1,2,3]", "{\"a\":[1,{\"b\":0.5}]}", "18446744073709551615",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_value_at_the_end_of_a_piece_is_written_whole(string text)
    {
        var value = Read(text);
        for (var before = 480; before <= 512; before++)
        {
            var pieces = new Pieces();
            var json = new JsonOutput(pieces);
            for (var i = 0; i < before; i++)
            {
                json.Raw((byte)' ');
            }

            json.Write(value);
            json.Write(value);
            json.Flush();

            pieces.Text.ShouldBe(new string(' ', before) + text + text, $"{before} bytes before");
        }
    }

    [Theory]
    [InlineData(391)]
    [InlineData(392)]
    public void Long_documents_are_the_same_over_pieces_of_any_size(int seed)
    {
        var random = new Random(seed);
        var json = new RandomJson(random);
        for (var i = 0; i < 300; i++)
        {
            var value = Read($"[{string.Join(',', Enumerable.Range(0, random.Next(1, 80)).Select(_ => json.Any(3)))}]");
            var whole = new ArrayBufferWriter<byte>(1 << 20);
            ValueJson.Write(value, whole);
            var pieces = new Pieces();
            ValueJson.Write(value, pieces);

            pieces.Text.ShouldBe(Encoding.UTF8.GetString(whole.WrittenSpan), $"seed {seed}, case {i}");
        }
    }

    [Fact]
    public void Many_numbers_in_one_document_stay_what_they_are()
    {
        var numbers = Enumerable.Range(0, 10_000).Select(i => i * 1.25).ToArray();
        var pieces = new Pieces();

        ValueJson.Write(Value.Array(new ArrayValue([.. numbers.Select(Value.Number)])), pieces);

        using var document = JsonDocument.Parse(pieces.Text);
        document.RootElement.EnumerateArray().Select(item => item.GetDouble()).ShouldBe(numbers);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Numbers_that_JSON_does_not_have_are_null(double number)
    {
        var pieces = new Pieces();
        ValueJson.Write(Value.Number(number), pieces);
        pieces.Text.ShouldBe("null", number.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Both_representations_of_a_text_are_written_alike()
    {
        for (var code = 0; code <= 0x2030; code++)
        {
            var text = $"a{(char)code}b";
            var (left, right) = (new Pieces(), new Pieces());
            ValueJson.Write(Value.String(text), left);
            ValueJson.Write(ResultText.Utf8(text), right);

            left.Text.ShouldBe(right.Text, $"U+{code:X4}");
        }
    }

    private static Value Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var cursor = new JsonCursor(bytes, 0, bytes.Length, new TextArena());
        cursor.ReadDocument(out var value).ShouldBeTrue(text);
        return value;
    }

    /// <summary>Gives exactly the size that is asked for, filled with what must not show.</summary>
    private sealed class Pieces : IBufferWriter<byte>
    {
        private readonly List<byte> _written = [];
        private byte[] _piece = [];

        public string Text => Encoding.UTF8.GetString([.. _written]);

        public void Advance(int count) => _written.AddRange(_piece.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            _piece = [.. Enumerable.Repeat((byte)'#', Math.Max(1, sizeHint))];
            return _piece;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
