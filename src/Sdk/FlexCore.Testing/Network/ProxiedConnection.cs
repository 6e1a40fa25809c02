using System.Net.Sockets;

namespace FlexCore.Testing.Network;

/// <summary>Both sockets of one connection through a proxy. Thread-safe.</summary>
internal sealed class ProxiedConnection(Socket client) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private int _isDisposed;
    private int _targetPort;

    internal Socket Client { get; } = client;

    internal Socket Target { get; } = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>The port from which the target sees it coming; 0 before it is connected.</summary>
    internal int TargetPort
    {
        get => Volatile.Read(ref _targetPort);
        set => Volatile.Write(ref _targetPort, value);
    }

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
