using System.Net.Security;
using System.Net.Sockets;

namespace FlexCore.Cluster.Transport.Handshakes;

/// <summary>The bytes of a connection, in the clear or encrypted. Owns the socket.</summary>
internal sealed class Line(Socket socket) : IAsyncDisposable
{
    /// <summary>What to read and write.</summary>
    internal Stream Stream { get; private set; } = new NetworkStream(socket, ownsSocket: true);

    /// <summary>Encrypts from here on.</summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The other end is not trusted.</exception>
    internal async Task SecureAsync(Func<SslStream, Task> authenticate)
    {
        var secure = new SslStream(Stream);
        Stream = secure;
        await authenticate(secure).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
