using System.Text;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Semantics;

/// <summary>Builds text piece by piece, in UTF-8 until a piece has characters that UTF-8 cannot hold.</summary>
internal ref struct TextBuilder
{
    private readonly Evaluation _evaluation;
    private byte[] _bytes = [];
    private int _length;
    private StringBuilder? _text;

    public TextBuilder(in Evaluation evaluation) => _evaluation = evaluation;

    public void Append(Value text)
    {
        if (text.IsUtf8 && _text is null)
        {
            Append(text.Utf8Span());
            return;
        }

        // Halves of a surrogate pair may meet here, so a text that is not UTF-8 makes the whole a UTF-16 text.
        _text ??= new StringBuilder(Encoding.UTF8.GetString(_bytes.AsSpan(0, _length)));
        var piece = text.AsString();
        Account(piece.Length);
        _text.Append(piece);
    }

    public void Append(scoped ReadOnlySpan<byte> utf8)
    {
        if (_text is not null)
        {
            Append(Text.Copy(utf8));
            return;
        }

        var start = _length;
        Account(utf8.Length);
        if (_length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Math.Max(32, _length), 2 * start));
        }

        utf8.CopyTo(_bytes.AsSpan(start));
    }

    public void Append(double number)
    {
        Span<byte> buffer = stackalloc byte[NumberWriter.MaxLength];
        Append(buffer[..NumberWriter.Write(number, buffer)]);
    }

    public readonly Value ToValue() => _text is not null
        ? Value.String(_text.ToString())
        : Value.Utf8(_bytes, 0, _length);

    private void Account(int more)
    {
        _evaluation.Create(more);
        _length += more;
        _evaluation.CheckSize(_length);
    }
}
