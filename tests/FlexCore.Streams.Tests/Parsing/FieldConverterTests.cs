using System.Text;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Tests.Expressions;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Parsing;

public sealed class FieldConverterTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData(" 12.5 ", "12.5")]
    [InlineData("-0", "-0")]
    [InlineData("1e3", "1000")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("1e400", "1e400")]
    [InlineData("", "null")]
    [InlineData("   ", "null")]
    public void A_number_keeps_its_digits_and_nothing_is_null(string text, string expected)
    {
        var value = Value.String(text);
        FieldConverter.TryConvert(Encoding.UTF8.GetBytes(text), FieldKind.Number, ref value).ShouldBeTrue();
        ResultText.Of(value).ShouldBe(expected);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("+1")]
    [InlineData("1,5")]
    [InlineData("1 000")]
    [InlineData("0x10")]
    [InlineData("1\t")]
    [InlineData("٣")]
    [InlineData("null")]
    [InlineData("-")]
    public void What_is_no_JSON_number_is_refused(string text)
    {
        var value = Value.String(text);
        FieldConverter.TryConvert(Encoding.UTF8.GetBytes(text), FieldKind.Number, ref value).ShouldBeFalse();
        FieldConverter.Reason(FieldKind.Number).ShouldBe("the field is declared a number and is not one");
    }

    [Theory]
    [InlineData("true", "true")]
    [InlineData(" false ", "false")]
    [InlineData("", "null")]
    [InlineData("True", null)]
    [InlineData("1", null)]
    [InlineData("yes", null)]
    [InlineData("truefalse", null)]
    public void A_boolean_is_true_or_false_in_small_letters(string text, string? expected)
    {
        var value = Value.String(text);
        FieldConverter.TryConvert(Encoding.UTF8.GetBytes(text), FieldKind.Boolean, ref value).ShouldBe(expected is not null);
        if (expected is not null)
        {
            ResultText.Of(value).ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1 ")]
    [InlineData("true")]
    public void Text_stays_as_it_is(string text)
    {
        var value = Value.String(text);
        FieldConverter.TryConvert("other"u8, FieldKind.String, ref value).ShouldBeTrue();
        value.ShouldBe(Value.String(text));
    }

    [Theory]
    [InlineData("a\\x41b", "aAb")]
    [InlineData("\\xc3\\xa9", "é")]
    [InlineData("\\\"\\\\\\n\\t\\r\\b\\v", "\"\\\n\t\r\b\v")]
    [InlineData("\\q\\x4\\xzz", "\\q\\x4\\xzz")]
    [InlineData("end\\", "end\\")]
    [InlineData("", "")]
    [InlineData("\\xff", "\\xff")]
    [InlineData("\\xed\\xa0\\x80", "\\xed\\xa0\\x80")]
    [InlineData("ok\\x22 \\xc3", "ok\\x22 \\xc3")]
    public void Escapes_of_access_logs_are_resolved_where_they_stand_for_text(string text, string expected)
    {
        byte[] buffer = [(byte)'<', .. Encoding.UTF8.GetBytes(text), (byte)'>'];

        AccessLogEscapes.Unescape(buffer, 1, buffer.Length - 2, new TextArena()).AsString().ShouldBe(expected);
    }
}
