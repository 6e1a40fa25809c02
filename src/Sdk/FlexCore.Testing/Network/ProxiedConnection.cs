using System.Net.Sockets;

namespace FlexCore.Testing.Network;

/// <summary>Both sockets of one connection through a proxy. Thread-safe.</summary>
internal sealed class ProxiedConnection(Socket client) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private int _isDisposed;

    internal Socket Client { get; } = client;

    internal Socket Target { get; } = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    internal CancellationToken Ended => _ended.Token;

    internal Task Completion { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _ended.Cancel();
            Client.Dispose();
            Target.Dispose();
        }
    }

    internal void Start(Task serving) => Completion = serving;
}
