using System.Net.Sockets;

namespace FlexCore.Testing.Network;

/// <summary>One direction of one connection: reads pieces, lets faults happen to them, writes what is left. Owned by its task.</summary>
internal sealed class FaultyPump(
    Socket from, Socket to, Func<LinkFaults> faults, FaultProxy proxy, Random random, TimeProvider time, FrameCutter? cutter)
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;
    private byte[]? _held;

    internal async Task RunAsync(CancellationToken ended)
    {
        while (true)
        {
            await WhileStalledAsync(ended).ConfigureAwait(false);
            if (_length == _bytes.Length)
            {
                Array.Resize(ref _bytes, _bytes.Length * 2);
            }

            var count = await from.ReceiveAsync(_bytes.AsMemory(_length), SocketFlags.None, ended).ConfigureAwait(false);
            if (count == 0)
            {
                await ReleaseAsync(ended).ConfigureAwait(false);
                to.Shutdown(SocketShutdown.Send);
                return;
            }

            _length += count;
            await HandOnAsync(ended).ConfigureAwait(false);
        }
    }

    private async Task HandOnAsync(CancellationToken ended)
    {
        for (var piece = NextPiece(); piece.Length > 0; piece = NextPiece())
        {
            await WhileStalledAsync(ended).ConfigureAwait(false);
            await DealWithAsync(piece, faults(), ended).ConfigureAwait(false);
            proxy.CountPiece();
        }

        // Nothing more has come, so there is nothing to change places with.
        await ReleaseAsync(ended).ConfigureAwait(false);
    }

    private async Task DealWithAsync(byte[] piece, LinkFaults now, CancellationToken ended)
    {
        // Drawn in the same order whatever the faults are, so that one seed hits the same pieces in every run.
        var (jitter, drop, duplicate, reorder, corrupt) = (random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble());
        var bit = random.Next(piece.Length * 8);
        var pause = now.Delay + (now.Jitter * jitter);
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, time, ended).ConfigureAwait(false);
        }

        if (drop < now.Drop)
        {
            return;
        }

        if (corrupt < now.Corrupt)
        {
            piece[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        if (reorder < now.Reorder && _held is null)
        {
            _held = piece;
            return;
        }

        await SendAsync(piece, ended).ConfigureAwait(false);
        if (duplicate < now.Duplicate)
        {
            await SendAsync(piece, ended).ConfigureAwait(false);
        }

        await ReleaseAsync(ended).ConfigureAwait(false);
    }

    private async Task WhileStalledAsync(CancellationToken ended)
    {
        for (var changed = proxy.WhenChanged(); faults().IsStalled; changed = proxy.WhenChanged())
        {
            await changed.WaitAsync(ended).ConfigureAwait(false);
        }
    }

    private byte[] NextPiece()
    {
        var length = cutter?.Invoke(_bytes.AsSpan(0, _length)) ?? _length;
        var piece = _bytes.AsSpan(0, length).ToArray();
        _bytes.AsSpan(length, _length - length).CopyTo(_bytes);
        _length -= length;
        return piece;
    }

    private async ValueTask ReleaseAsync(CancellationToken ended)
    {
        if (_held is { } held)
        {
            _held = null;
            await SendAsync(held, ended).ConfigureAwait(false);
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> piece, CancellationToken ended)
    {
        while (!piece.IsEmpty)
        {
            piece = piece[await to.SendAsync(piece, SocketFlags.None, ended).ConfigureAwait(false)..];
        }
    }
}
