using System.Text;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>Encodes texts and hands out the same bytes again while a text repeats, as types and principals do. Used by one writer alone; the bytes must not be changed.</summary>
internal sealed class Utf8Texts
{
    private string _text = "";
    private byte[] _bytes = [];

    public byte[] Get(string text)
    {
        if (!ReferenceEquals(text, _text))
        {
            _bytes = Encoding.UTF8.GetBytes(text);
            _text = text;
        }

        return _bytes;
    }
}
