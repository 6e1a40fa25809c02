using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlexCore.Streams.Tests.Http;

/// <summary>A real HTTP server on the loopback device that can also misbehave on the wire.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, string, int, string?> _answer;
    private readonly Task _serving;
    private int _requests;

    /// <summary>Starts a server.</summary>
    /// <param name="answer">Gets head, body and number of a request and gives the raw answer; <see langword="null"/> closes the connection, empty text never answers.</param>
    public LocalServer(Func<string, string, int, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _serving = ServeAsync();
    }

    public string Url { get; }

    public int Requests => Volatile.Read(ref _requests);

    public static string Ok(string body, string headers = "") =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public static string Status(int status, string headers = "") => $"HTTP/1.1 {status} X\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await using var stream = client.GetStream();
            try
            {
                var (head, body) = await ReadAsync(stream);
                var answer = _answer(head, body, Interlocked.Increment(ref _requests) - 1);
                if (answer is { Length: 0 })
                {
                    // Held open until the other side gives up.
                    await stream.CopyToAsync(Stream.Null, _stop.Token);
                }
                else if (answer is not null)
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
                }
            }
            catch (IOException)
            {
                // The client has gone: the next one may come.
                continue;
            }
        }
    }

    private async Task<(string Head, string Body)> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!Encoding.ASCII.GetString([.. bytes.TakeLast(4)]).Equals("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                throw new IOException("The client closed the connection.");
            }

            bytes.Add(one[0]);
        }

        var head = Encoding.ASCII.GetString([.. bytes]);
        var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var body = new byte[length is null ? 0 : int.Parse(length[15..], System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return (head, Encoding.UTF8.GetString(body));
    }
}
