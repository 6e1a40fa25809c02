using System.Net;
using System.Net.Sockets;

namespace FlexCore.LoadGenerator;

/// <summary>One connection: sends a request, awaits its answer, sends the next. Used by one task.</summary>
internal sealed class LoadConnection(LoadPlan plan, int number, TimeProvider clock, Pace pace)
{
    private readonly RequestWriter _writer = new(plan.Port, number);

    /// <summary>Latencies of the counted time.</summary>
    public LatencyHistogram Latencies { get; } = new();

    /// <summary>Ranges of records (first, last) whose request was answered with success.</summary>
    public List<(long First, long Last)> Acknowledged { get; } = [];

    public long Succeeded { get; private set; }

    public long Refused { get; private set; }

    public long RefusedWithoutRetryAfter { get; private set; }

    public long Failed { get; private set; }

    public long Unanswered { get; private set; }

    public string? FirstFailure { get; private set; }

    /// <summary>Sends until the time is over or the server is gone.</summary>
    public async Task RunAsync(long countFrom, long until)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, plan.Port));
            var reader = new ResponseReader(socket);
            for (var i = number; clock.GetTimestamp() < until; i++)
            {
                await pace.WaitAsync();
                var request = plan.Requests[i % plan.Requests.Count];
                var first = _writer.LastRecord + 1;
                var bytes = _writer.Write(request);
                var started = clock.GetTimestamp();
                Unanswered++;
                await SendAsync(socket, bytes);
                var (status, hasRetryAfter, beginning) = await reader.ReadAsync(CancellationToken.None);
                Unanswered--;
                Count(status, hasRetryAfter, beginning, isCounted: started >= countFrom);
                if (status is >= 200 and < 300)
                {
                    Acknowledged.Add((first, _writer.LastRecord));
                    if (started >= countFrom)
                    {
                        Latencies.Add((long)clock.GetElapsedTime(started).TotalMicroseconds);
                    }
                }
            }
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            // A server that was killed: what was under way stays unanswered.
            FirstFailure ??= error.Message;
        }
    }

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    private void Count(int status, bool hasRetryAfter, string? beginning, bool isCounted)
    {
        switch (status)
        {
            case >= 200 and < 300:
                Succeeded += isCounted ? 1 : 0;
                break;
            case 429:
                Refused++;
                RefusedWithoutRetryAfter += hasRetryAfter ? 0 : 1;
                break;
            default:
                Failed++;
                FirstFailure ??= beginning;
                break;
        }
    }
}
