using System.Buffers.Text;

namespace FlexCore.Examples.AccessLog;

/// <summary>Collects bytes and hands them to a stream in large blocks. Used by one thread.</summary>
internal sealed class LineWriter(Stream target)
{
    private const int Capacity = 1 << 20;
    private const int LongestLine = 16 << 10;

    private readonly byte[] _buffer = new byte[Capacity + LongestLine];
    private int _length;

    /// <summary>Where the current line begins in the buffer.</summary>
    public int Mark => _length;

    public void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    public void Put(byte value) => _buffer[_length++] = value;

    public void PutNumber(long value)
    {
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    /// <summary>Writes <paramref name="milliseconds"/> as seconds with three decimals.</summary>
    public void PutSeconds(int milliseconds)
    {
        PutNumber(milliseconds / 1000);
        Put((byte)'.');
        PutDigits(milliseconds % 1000, 3);
    }

    public void PutDigits(int value, int digits)
    {
        for (var i = digits - 1; i >= 0; i--)
        {
            _buffer[_length + i] = (byte)('0' + (value % 10));
            value /= 10;
        }

        _length += digits;
    }

    /// <summary>Cuts the current line so that it is damaged the way a full disk or a crash damages it.</summary>
    public void CutTo(int mark, int keep) => _length = Math.Min(_length, mark + keep);

    public void EndLine()
    {
        Put((byte)'\n');
        if (_length >= Capacity)
        {
            Flush();
        }
    }

    public void Flush()
    {
        target.Write(_buffer, 0, _length);
        _length = 0;
    }
}
