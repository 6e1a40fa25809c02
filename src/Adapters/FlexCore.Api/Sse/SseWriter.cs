using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;

namespace FlexCore.Api.Sse;

/// <summary>Writes the lines of an event stream into a response and waits when the client is slow.</summary>
/// <remarks>Owned by one connection's loop. At most <see cref="UnflushedMax"/> bytes and one event wait in it.</remarks>
internal sealed class SseWriter
{
    /// <summary>From so many bytes on a writer waits for its client between two events.</summary>
    public const int UnflushedMax = 32 * 1024;

    private readonly PipeWriter _pipe;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;

    /// <summary>Creates a writer.</summary>
    /// <param name="pipe">The response's body.</param>
    /// <param name="timeout">How long the client may take to read what was written.</param>
    /// <param name="clock">Measures that.</param>
    public SseWriter(PipeWriter pipe, TimeSpan timeout, TimeProvider clock)
    {
        _pipe = pipe;
        _timeout = timeout;
        _clock = clock;
    }

    /// <summary>Writes one event.</summary>
    /// <param name="data">Its data: JSON. Line ends between its tokens, which would end the field, are left out.</param>
    /// <param name="id">Its number, or <see langword="null"/>.</param>
    /// <param name="name">Its type, or empty for a plain message.</param>
    public void Event(ReadOnlySpan<byte> data, long? id = null, ReadOnlySpan<byte> name = default)
    {
        if (id is { } number)
        {
            Id(number);
        }

        Field("event: "u8, name);
        _pipe.Write("data: "u8);
        OneLine(data);
        _pipe.Write("\n\n"u8);
    }

    /// <summary>Writes the id of the next event, or where to resume when none comes.</summary>
    /// <param name="id">The id: text without line feeds.</param>
    public void Id(string id) => Field("id: "u8, Encoding.UTF8.GetBytes(id));

    /// <summary>Ends an event that has no data: only its id counts.</summary>
    public void End() => _pipe.Write("\n"u8);

    /// <summary>Writes a line that clients ignore.</summary>
    /// <param name="text">Text without line feeds.</param>
    public void Comment(ReadOnlySpan<byte> text)
    {
        _pipe.Write(": "u8);
        _pipe.Write(text);
        _pipe.Write("\n\n"u8);
    }

    /// <summary>Waits for the client if much waits to be sent.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SlowClientException">The client did not read in time.</exception>
    public ValueTask FlushIfFullAsync(CancellationToken cancellationToken) =>
        _pipe is { CanGetUnflushedBytes: true, UnflushedBytes: < UnflushedMax } ? ValueTask.CompletedTask : FlushAsync(cancellationToken);

    /// <summary>Sends what was written, and waits for the client.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SlowClientException">The client did not read in time.</exception>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var flush = _pipe.FlushAsync(cancellationToken);
        FlushResult result;
        if (flush.IsCompletedSuccessfully)
        {
            result = await flush;
        }
        else
        {
            try
            {
                result = await flush.AsTask().WaitAsync(_timeout, _clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                throw new SlowClientException(_timeout);
            }
        }

        if (result.IsCompleted || result.IsCanceled)
        {
            throw new OperationCanceledException("The client has gone.");
        }
    }

    private void OneLine(ReadOnlySpan<byte> data)
    {
        // JSON escapes line ends inside strings, so those that are found here mean nothing. Most events have none.
        for (var end = data.IndexOfAny((byte)'\n', (byte)'\r'); end >= 0; end = data.IndexOfAny((byte)'\n', (byte)'\r'))
        {
            _pipe.Write(data[..end]);
            data = data[(end + 1)..];
        }

        _pipe.Write(data);
    }

    private void Id(long id)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(id, digits, out var length);
        Field("id: "u8, digits[..length]);
    }

    private void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return;
        }

        _pipe.Write(name);
        _pipe.Write(value);
        _pipe.Write("\n"u8);
    }
}
