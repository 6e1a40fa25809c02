using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using FlexCore.Api.Sse;
using FlexCore.Application.EventStreams;

namespace FlexCore.Api.Events;

/// <summary>One open WebSocket. Its sending loop and its listening one belong to its request; nobody else touches it.</summary>
/// <param name="socket">The connection; disposed by the caller.</param>
/// <param name="timeout">How long the client may take to read a message.</param>
/// <param name="clock">Measures that, and the pace of signs of life.</param>
internal sealed class EventSocket(WebSocket socket, TimeSpan timeout, TimeProvider clock)
{
    private const int ReceiveBytes = 256;
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Waits for the client to close; what else it sends is read and left alone.</summary>
    /// <param name="stop">Stopped when the client has gone.</param>
    public async Task ListenAsync(CancellationTokenSource stop)
    {
        var ignored = new byte[ReceiveBytes];
        try
        {
            // Without a token: a receive that is cancelled takes the whole connection with it, goodbye included.
            while ((await socket.ReceiveAsync(ignored.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // It went without a word, or was sent away: the sending loop learns it below.
            socket.Abort();
        }

        await stop.CancelAsync();
    }

    /// <summary>Sends what comes, and the cursor after each part and as a sign of life.</summary>
    /// <param name="source">What comes.</param>
    /// <param name="cursor">Where the client begins.</param>
    /// <param name="heartbeat">How often a sign of life is sent.</param>
    public async Task RunAsync(SseSource<FeedSlice> source, string cursor, TimeSpan heartbeat)
    {
        using var heartbeats = new PeriodicTimer(heartbeat, clock);
        await SendAsync(json => json.WriteString("cursor", cursor), source.Stopped);
        var next = source.NextAsync();
        var tick = heartbeats.WaitForNextTickAsync(source.Stopped).AsTask();
        while (true)
        {
            await Task.WhenAny(next, tick);
            if (next.IsCompleted)
            {
                if (!await next)
                {
                    return;
                }

                cursor = await SendAsync(source.Current, source.Stopped);
                next = source.NextAsync();
            }
            else
            {
                await tick;
                await SendAsync(json => json.WriteString("cursor", cursor), source.Stopped);
                tick = heartbeats.WaitForNextTickAsync(source.Stopped).AsTask();
            }
        }
    }

    /// <summary>Says goodbye, waits a bounded time for the client's, and ends the connection.</summary>
    /// <param name="hostStops">Whether the host is the one who goes.</param>
    /// <param name="listening">What <see cref="ListenAsync"/> gave.</param>
    public async Task CloseAsync(bool hostStops, Task listening)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                var status = hostStops ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.NormalClosure;
                await socket.CloseOutputAsync(status, hostStops ? "The node is stopping. Connect again with the last cursor." : null, CancellationToken.None).WaitAsync(timeout, clock);
                await listening.WaitAsync(timeout, clock);
            }
        }
        catch (Exception gone) when (gone is TimeoutException or OperationCanceledException or WebSocketException)
        {
            // It has gone meanwhile, or does not answer.
            socket.Abort();
        }

        await listening;
    }

    private async Task<string> SendAsync(FeedSlice slice, CancellationToken cancellationToken)
    {
        foreach (var recorded in slice.Events)
        {
            await SendAsync(
                json =>
                {
                    json.WritePropertyName("event");
                    RecordedEventJson.Write(json, recorded);
                },
                cancellationToken);
        }

        if (slice.Scavenged > 0)
        {
            await SendAsync(json => json.WriteNumber("scavenged", slice.Scavenged), cancellationToken);
        }

        await SendAsync(json => json.WriteString("cursor", slice.Cursor), cancellationToken);
        return slice.Cursor;
    }

    private async Task SendAsync(Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        try
        {
            await socket.SendAsync(_buffer.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).AsTask().WaitAsync(timeout, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new SlowClientException(timeout);
        }
    }
}
