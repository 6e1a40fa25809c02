using System.Threading.Channels;
using FlexCore.Testing.Probes;

namespace FlexCore.Client.Tests;

/// <summary>Gives what the test gives, one piece a read. When it is read again, the reader has dealt with all that came before.</summary>
internal sealed class SteppedStream : ReadOnlyStream
{
    private readonly Channel<byte[]> _given = Channel.CreateUnbounded<byte[]>();
    private readonly Probe<int> _reads = new();
    private int _count;
    private int _pieces;

    /// <summary>Gives a piece and returns when the reader wants the next one.</summary>
    public async Task GiveAsync(byte[] bytes)
    {
        // Reads are counted from the first, which waits for the first piece: read n + 1 follows piece n.
        await _given.Writer.WriteAsync(bytes);
        _pieces++;
        for (var read = 0; read <= _pieces; read = await _reads.NextAsync("the reader wants more"))
        {
            // An earlier read: it took a piece before this one.
        }
    }

    /// <summary>Gives the last piece.</summary>
    public async Task GiveLastAsync(byte[] bytes) => await _given.Writer.WriteAsync(bytes);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _reads.Add(++_count);
        var bytes = await _given.Reader.ReadAsync(cancellationToken);
        bytes.CopyTo(buffer);
        return bytes.Length;
    }
}
