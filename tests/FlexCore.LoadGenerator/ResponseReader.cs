using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace FlexCore.LoadGenerator;

/// <summary>Reads HTTP/1.1 responses from one connection: status, Retry-After, and the body's length or chunks. Used by one connection.</summary>
internal sealed class ResponseReader(Socket socket)
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] LastChunk = "0\r\n\r\n"u8.ToArray();
    private byte[] _buffer = new byte[16 * 1024];
    private int _filled;

    /// <summary>Reads one response.</summary>
    /// <returns>The status, whether Retry-After names seconds, and the response's beginning as text when the status is no success.</returns>
    /// <exception cref="IOException">The connection ended before the response did.</exception>
    public async ValueTask<(int Status, bool HasRetryAfter, string? Beginning)> ReadAsync(CancellationToken cancellationToken)
    {
        var head = await FindAsync(HeadEnd, 0, cancellationToken);
        var text = _buffer.AsMemory(0, head);
        if (!Utf8Parser.TryParse(text.Span["HTTP/1.1 ".Length..], out int status, out _))
        {
            throw new IOException($"This is no response: {Encoding.UTF8.GetString(text.Span)}");
        }

        var retryAfter = Number(text.Span, "retry-after: "u8);
        var end = Number(text.Span, "content-length: "u8) is { } length
            ? await FillAsync(head + length, cancellationToken)
            : IsChunked(text.Span) ? await FindAsync(LastChunk, head, cancellationToken) : head;
        var beginning = status is >= 200 and < 300 or 429 ? null : Encoding.UTF8.GetString(_buffer, 0, Math.Min(end, 600));
        _buffer.AsSpan(end, _filled - end).CopyTo(_buffer);
        _filled -= end;
        return (status, retryAfter is > 0, beginning);
    }

    private static bool IsChunked(ReadOnlySpan<byte> head) => Find(head, "transfer-encoding: chunked"u8) >= 0;

    private static int? Number(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var start = Find(head, name);
        return start >= 0 && Utf8Parser.TryParse(head[(start + name.Length)..], out int value, out _) ? value : null;
    }

    // Header names come in any case.
    private static int Find(ReadOnlySpan<byte> head, ReadOnlySpan<byte> lowerCase)
    {
        for (var i = 0; i + lowerCase.Length <= head.Length; i++)
        {
            if ((i == 0 || head[i - 1] == '\n') && Ascii.EqualsIgnoreCase(head.Slice(i, lowerCase.Length), lowerCase))
            {
                return i;
            }
        }

        return -1;
    }

    private async ValueTask<int> FindAsync(byte[] mark, int from, CancellationToken cancellationToken)
    {
        var searched = from;
        while (true)
        {
            var found = _buffer.AsSpan(searched, _filled - searched).IndexOf(mark);
            if (found >= 0)
            {
                return searched + found + mark.Length;
            }

            searched = Math.Max(from, _filled - mark.Length + 1);
            await ReceiveAsync(cancellationToken);
        }
    }

    private async ValueTask<int> FillAsync(int length, CancellationToken cancellationToken)
    {
        while (_filled < length)
        {
            await ReceiveAsync(cancellationToken);
        }

        return length;
    }

    private async ValueTask ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken);
        _filled += read > 0 ? read : throw new IOException("The server closed the connection in the middle of a response.");
    }
}
