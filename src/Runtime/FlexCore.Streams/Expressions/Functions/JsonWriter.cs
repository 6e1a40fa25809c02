using System.Text;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary><c>JSON.stringify</c>: JSON as JavaScript writes it. The recursion ends with the value's depth, which is bounded.</summary>
internal ref struct JsonWriter
{
    private const int MaxIndent = 10;

    private readonly Evaluation _evaluation;
    private readonly HashSet<string>? _fields;
    private readonly string _indent;
    private TextBuilder _text;

    private JsonWriter(in Evaluation e, HashSet<string>? fields, string indent)
    {
        _evaluation = e;
        _fields = fields;
        _indent = indent;
        _text = new TextBuilder(e);
    }

    public static Value Stringify(in Evaluation e, in Arguments a)
    {
        if (!(a[1].IsNullish || a[1].Kind == ValueKind.Array))
        {
            throw e.Fail(ExpressionErrorCode.WrongArguments, "The replacer of JSON.stringify must be null or a list of field names.");
        }

        if (a[0].IsUndefined)
        {
            return Value.Undefined;
        }

        var fields = a[1].IsNullish ? null : new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; fields is not null && i < a[1].AsArray().Count; i++)
        {
            fields.Add(Coercion.ToKey(e, a[1].AsArray()[i]));
        }

        var writer = new JsonWriter(e, fields, IndentOf(e, a[2]));
        writer.Write(a[0], 0);
        return writer._text.ToValue();
    }

    /// <summary>The value as compact JSON; <c>undefined</c> as <c>null</c>.</summary>
    public static Value Compact(in Evaluation e, Value value)
    {
        var writer = new JsonWriter(e, null, "");
        writer.Write(value, 0);
        return writer._text.ToValue();
    }

    private static string IndentOf(in Evaluation e, Value indent) => indent.Kind switch
    {
        ValueKind.Number => new string(' ', (int)Math.Clamp(Coercion.ToInteger(e, indent), 0, MaxIndent)),
        ValueKind.String => indent.AsString() is var text && text.Length > MaxIndent ? text[..MaxIndent] : text,
        _ => "",
    };

    private void Write(Value value, int depth)
    {
        _evaluation.Spend(1);
        switch (value.Kind)
        {
            case ValueKind.String:
                WriteText(value);
                break;
            case ValueKind.Number when !double.IsFinite(value.AsNumber()) && !value.TryGetExactNumber(out _):
            case ValueKind.Undefined:
                _text.Append("null"u8);
                break;
            case ValueKind.Array:
                WriteArray(value.AsArray(), depth);
                break;
            case ValueKind.Object:
                WriteObject(value.AsObject(), depth);
                break;
            default:
                _text.Append(Coercion.ToText(_evaluation, value));
                break;
        }
    }

    private void WriteArray(ArrayValue array, int depth)
    {
        _text.Append("["u8);
        for (var i = 0; i < array.Count; i++)
        {
            Separate(i == 0, depth + 1);
            Write(array[i], depth + 1);
        }

        Close(array.Count == 0, depth, "]"u8);
    }

    private void WriteObject(ObjectValue @object, int depth)
    {
        _text.Append("{"u8);
        var isFirst = true;
        foreach (var (name, value) in @object.Fields)
        {
            if (value.IsUndefined || _fields?.Contains(name) == false)
            {
                continue;
            }

            Separate(isFirst, depth + 1);
            isFirst = false;
            WriteText(Text.Constant(name));
            _text.Append(_indent.Length > 0 ? ": "u8 : ":"u8);
            Write(value, depth + 1);
        }

        Close(isFirst, depth, "}"u8);
    }

    private void Separate(bool isFirst, int depth)
    {
        if (!isFirst)
        {
            _text.Append(","u8);
        }

        NewLine(depth);
    }

    private void Close(bool isEmpty, int depth, ReadOnlySpan<byte> bracket)
    {
        if (!isEmpty)
        {
            NewLine(depth);
        }

        _text.Append(bracket);
    }

    private void NewLine(int depth)
    {
        if (_indent.Length == 0)
        {
            return;
        }

        _text.Append("\n"u8);
        for (var i = 0; i < depth; i++)
        {
            _text.Append(Text.Constant(_indent));
        }
    }

    private void WriteText(Value text)
    {
        _text.Append("\""u8);
        if (text.IsUtf8 && !NeedsEscape(text.Utf8Span()))
        {
            _text.Append(text);
        }
        else
        {
            _text.Append(Text.Constant(Escape(text.AsString())));
        }

        _text.Append("\""u8);
    }

    private static bool NeedsEscape(ReadOnlySpan<byte> text) =>
        text.IndexOfAnyInRange((byte)0, (byte)0x1f) >= 0 || text.IndexOfAny((byte)'"', (byte)'\\') >= 0;

    private static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(c).Append(text[++i]);
                continue;
            }

            result = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                < ' ' => result.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)),
                _ when char.IsSurrogate(c) => result.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }
}
