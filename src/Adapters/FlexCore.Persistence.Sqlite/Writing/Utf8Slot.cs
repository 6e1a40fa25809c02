using System.Text;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>Holds one text as UTF-8 and encodes only when it changes. Writer thread only.</summary>
internal sealed class Utf8Slot
{
    private string _text = "";
    private byte[] _bytes = [];
    private int _length;

    public ReadOnlySpan<byte> Get(string text)
    {
        if (!ReferenceEquals(text, _text))
        {
            var needed = Encoding.UTF8.GetMaxByteCount(text.Length);
            if (_bytes.Length < needed)
            {
                _bytes = new byte[needed];
            }

            _length = Encoding.UTF8.GetBytes(text, _bytes);
            _text = text;
        }

        return _bytes.AsSpan(0, _length);
    }
}
