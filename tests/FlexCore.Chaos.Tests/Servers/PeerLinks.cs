using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using FlexCore.Testing.Network;

namespace FlexCore.Chaos.Tests.Servers;

/// <summary>The network between nodes: a door in front of each, behind it one faulty link for each node that comes. Who comes is what it says first.</summary>
/// <remarks>Thread-safe; one task for each door and two for each connection.</remarks>
internal sealed partial class PeerLinks : IAsyncDisposable
{
    private readonly Dictionary<(int From, int To), FaultProxy> _links = [];
    private readonly List<TcpListener> _doors = [];
    private readonly ConcurrentDictionary<TcpClient, bool> _connections = new();
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _accepting = [];
    private readonly int[] _ports;

    /// <param name="ports">The port on which each node listens.</param>
    /// <param name="seed">Decides what is left to chance.</param>
    public PeerLinks(int[] ports, int seed)
    {
        _ports = ports;
        for (var to = 0; to < ports.Length; to++)
        {
            for (var from = 0; from < ports.Length; from++)
            {
                _links[(from, to)] = new FaultProxy(new IPEndPoint(IPAddress.Loopback, ports[to]), seed, TimeProvider.System, WireFrames.Cut);
            }

            var door = new TcpListener(IPAddress.Loopback, 0);
            door.Start();
            _doors.Add(door);
            _accepting.Add(AcceptAsync(door, to));
        }
    }

    /// <summary>The port under which others reach a node.</summary>
    public int DoorOf(int node) => ((IPEndPoint)_doors[node].LocalEndpoint).Port;

    /// <summary>The link on which one node has dialled another. A node's answers come back on the same.</summary>
    public FaultProxy Link(int from, int to) => _links[(from, to)];

    /// <summary>The links between two nodes, whoever dialled.</summary>
    public IReadOnlyList<FaultProxy> Between(int one, int other) => [Link(one, other), Link(other, one)];

    /// <summary>The links between a node and all others.</summary>
    public IReadOnlyList<FaultProxy> Around(int node) => [.. Enumerable.Range(0, _ports.Length).Where(other => other != node).SelectMany(other => Between(node, other))];

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _doors.ForEach(door => door.Dispose());
        await Task.WhenAll(_accepting);
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }

        foreach (var link in _links.Values)
        {
            await link.DisposeAsync();
        }

        _over.Dispose();
    }

    private async Task AcceptAsync(TcpListener door, int to)
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await door.AcceptTcpClientAsync(_over.Token), to);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                continue;
            }
        }
    }

    private async Task ServeAsync(TcpClient client, int to)
    {
        using var target = new TcpClient { NoDelay = true };
        using (client)
        {
            _connections.TryAdd(client, true);
            try
            {
                client.NoDelay = true;
                var (hello, from) = await ReadHelloAsync(client, _over.Token);
                await target.ConnectAsync(IPAddress.Loopback, from is { } known ? Link(known, to).Port : _ports[to], _over.Token);
                await target.GetStream().WriteAsync(hello, _over.Token);

                // One end that is gone takes the other with it.
                await Task.WhenAny(client.GetStream().CopyToAsync(target.GetStream(), _over.Token), target.GetStream().CopyToAsync(client.GetStream(), _over.Token));
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Somebody hung up.
            }

            _connections.TryRemove(client, out _);
        }
    }

    private async Task<(byte[] Bytes, int? From)> ReadHelloAsync(TcpClient client, CancellationToken cancellationToken)
    {
        var (bytes, count) = (new byte[4_096], 0);
        while (count < bytes.Length)
        {
            var read = await client.GetStream().ReadAsync(bytes.AsMemory(count), cancellationToken);
            count += read;
            if (NodeName().Match(Encoding.Latin1.GetString(bytes, 0, count)) is { Success: true } match)
            {
                var number = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) - 1;
                return (bytes[..count], number < _ports.Length ? number : null);
            }

            if (read == 0)
            {
                break;
            }
        }

        return (bytes[..count], null);
    }

    [GeneratedRegex("node-([0-9])")]
    private static partial Regex NodeName();
}
