using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Handshakes;

/// <summary>The first frames of a connection, for both ends. The caller bounds its time.</summary>
internal static class Handshake
{
    // A hello or its answer is short; whoever announces more is no node.
    private const int FrameBytesMax = 4_096;

    /// <summary>The end that dials.</summary>
    /// <exception cref="HandshakeException">The other node refused, or is not the one that was wanted.</exception>
    internal static async Task<(FrameReader Reader, Welcome Welcome)> DialAsync(
        Stream stream, Hello hello, WireWriter writer, int frameBytesMax, CancellationToken cancellationToken)
    {
        var first = new byte[Hello.Magic.Length + FrameBytesMax + Frame.HeaderLength];
        Hello.Magic.CopyTo(first);
        await stream.WriteAsync(first.AsMemory(0, Lay(first, writer, FrameKind.Hello, hello.Write)), cancellationToken).ConfigureAwait(false);
        var reader = new FrameReader(stream, frameBytesMax);
        return (reader, Judge(await NextAsync(reader, cancellationToken).ConfigureAwait(false), hello));
    }

    /// <summary>The end that was dialled: hears the hello.</summary>
    /// <exception cref="HandshakeException">The other end is no node.</exception>
    internal static async Task<(FrameReader Reader, Hello Hello)> HearAsync(Stream stream, int frameBytesMax, CancellationToken cancellationToken)
    {
        var reader = new FrameReader(stream, frameBytesMax);
        await ExpectMagicAsync(reader, cancellationToken).ConfigureAwait(false);
        var frame = await NextAsync(reader, cancellationToken).ConfigureAwait(false);
        return frame.Kind == FrameKind.Hello && frame.Body.Length <= FrameBytesMax
            ? (reader, Hello.Read(frame.Body.Span))
            : throw new HandshakeException("no-node", $"it began with a frame of kind {(byte)frame.Kind}");
    }

    /// <summary>The end that was dialled: answers.</summary>
    internal static async Task AnswerAsync(Stream stream, WireWriter frame, FrameKind kind, Action<WireWriter> write, CancellationToken cancellationToken)
    {
        var answer = new byte[FrameBytesMax + Frame.HeaderLength + Hello.Magic.Length];
        var length = Lay(answer, frame, kind, write);
        await stream.WriteAsync(answer.AsMemory(Hello.Magic.Length, length - Hello.Magic.Length), cancellationToken).ConfigureAwait(false);
    }

    private static Welcome Judge(FrameView answer, Hello hello)
    {
        if (answer.Kind == FrameKind.Reject)
        {
            var rejection = Rejection.Read(answer.Body.Span);
            throw new HandshakeException(rejection.Code, rejection.Message);
        }

        if (answer.Kind != FrameKind.Welcome)
        {
            throw new HandshakeException("no-node", $"it answered with a frame of kind {(byte)answer.Kind}");
        }

        var welcome = Welcome.Read(answer.Body.Span);
        if (welcome.Node != hello.To)
        {
            throw new HandshakeException("wrong-node", $"{hello.To} was wanted and {welcome.Node} answered");
        }

        return welcome.Protocol >= hello.Protocols.Lowest && welcome.Protocol <= hello.Protocols.Highest
            ? welcome
            : throw new HandshakeException("incompatible-version", $"{welcome.Node} chose version {welcome.Protocol} of the wire protocol, which was not offered");
    }

    private static async Task ExpectMagicAsync(FrameReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = Math.Min(reader.Waiting.Length, Hello.Magic.Length);
            if (!reader.Waiting[..length].SequenceEqual(Hello.Magic[..length]))
            {
                throw new HandshakeException("no-node", "it does not begin as a node does");
            }

            if (length == Hello.Magic.Length)
            {
                reader.Skip(length);
                return;
            }

            if (!await reader.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new HandshakeException("no-node", "it closed the connection before its hello");
            }
        }
    }

    private static async Task<FrameView> NextAsync(FrameReader reader, CancellationToken cancellationToken)
    {
        FrameView frame;
        while (!reader.TryNext(out frame))
        {
            if (reader.Waiting.Length > FrameBytesMax + Frame.HeaderLength || !await reader.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new HandshakeException("no-node", "the handshake was cut off");
            }
        }

        return frame;
    }

    private static int Lay(byte[] target, WireWriter frame, FrameKind kind, Action<WireWriter> write)
    {
        write(frame);
        var at = Hello.Magic.Length;
        frame.Written.CopyTo(target.AsSpan(at));
        Frame.Seal(target.AsSpan(at, frame.Length), Frame.Checksum(frame.Body), kind, 0);
        return at + frame.Length;
    }
}
