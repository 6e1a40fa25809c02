using FlexCore.Streams.Records;

namespace FlexCore.Streams.Json;

/// <content>An object's fields one by one, as they are written.</content>
internal ref partial struct JsonCursor
{
    /// <summary>Steps into the object at the cursor.</summary>
    /// <param name="empty">Whether it has no fields.</param>
    public bool EnterObject(out bool empty)
    {
        empty = true;
        SkipSpace();
        return Peek() == '{' ? Enter(1, '}', out empty) : Fail("the record is not a JSON object");
    }

    /// <summary>Steps over one field and what separates it from the next.</summary>
    /// <param name="name">The name with its quotes, as it is written.</param>
    /// <param name="value">The value, as it is written.</param>
    /// <param name="last">Whether the object ended behind it.</param>
    public bool NextField(out TextRange name, out TextRange value, out bool last)
    {
        value = default;
        last = true;
        name = new TextRange(_position, 0);
        if (Peek() != '"' || !ScanString(out _, out _, out _))
        {
            return Fail("a field name in quotes is missing");
        }

        name = name with { Length = _position - name.Start };
        if (!ExpectColon())
        {
            return false;
        }

        var start = _position;
        if (!SkipValue(2))
        {
            return false;
        }

        value = new TextRange(start, _position - start);
        return Leave('}', out last);
    }

    /// <summary>A field's name without quotes and escapes.</summary>
    /// <param name="quoted">The name as <see cref="NextField"/> gave it.</param>
    /// <param name="name">The name as UTF-8, valid until the next call.</param>
    /// <returns>False for a name that UTF-8 cannot hold (half a surrogate pair), which is not the empty name.</returns>
    public readonly bool TryName(TextRange quoted, out ReadOnlySpan<byte> name)
    {
        name = _text.Slice(quoted.Start + 1, quoted.Length - 2);
        if (!name.Contains((byte)'\\'))
        {
            return true;
        }

        var unescaped = Unescape(quoted.Start + 1, quoted.Start + quoted.Length - 1);
        name = unescaped.IsUtf8 ? unescaped.Utf8Span() : default;
        return unescaped.IsUtf8;
    }
}
