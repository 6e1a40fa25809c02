using System.Net.WebSockets;
using FlexCore.Api.Limits;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Sse;
using FlexCore.Application.EventStreams;

namespace FlexCore.Api.Events;

/// <summary>Serves WebSockets that follow events. They count among the open event streams, and a slow client holds back its own source only.</summary>
/// <remarks>Each connection is one loop that sends, beside one that waits for the client to close. Thread-safe.</remarks>
/// <param name="gate">Bounds how many are open.</param>
/// <param name="options">Heartbeat and time-outs.</param>
/// <param name="clock">Sets the pace of heartbeats.</param>
internal sealed class EventSockets(SseGate gate, ApiOptions options, TimeProvider clock)
{
    /// <summary>Refuses a request that does not ask for a WebSocket.</summary>
    /// <param name="exchange">The request.</param>
    /// <exception cref="ProblemException">It asks for none, or the host has not turned them on.</exception>
    public static void RequireSocket(ApiExchange exchange)
    {
        if (!exchange.Http.WebSockets.IsWebSocketRequest)
        {
            throw new ProblemException("not-a-websocket", "This route speaks WebSocket only: send Connection: Upgrade, or use GET /api/v1/events for server-sent events. A host of its own must call UseWebSockets before MapFlexCore.");
        }
    }

    /// <summary>Serves one client until it or the host goes.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="cursor">Where the client begins.</param>
    /// <param name="open">Opens the source.</param>
    public async Task ServeAsync(ApiExchange exchange, string cursor, Func<CancellationToken, IAsyncEnumerable<FeedSlice>> open)
    {
        gate.Enter();
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(exchange.Aborted, gate.Closing);
            using var socket = await exchange.Http.WebSockets.AcceptWebSocketAsync();
            var connection = new EventSocket(socket, options.SseWriteTimeout, clock);
            var listening = connection.ListenAsync(stop);
            try
            {
                await using var source = new SseSource<FeedSlice>(open(stop.Token), stop);
                await connection.RunAsync(source, cursor, options.SseHeartbeat);
            }
            catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or SlowClientException)
            {
                // The client has gone, reads too slowly, or the host stops: all are how it ends.
                await stop.CancelAsync();
            }

            await connection.CloseAsync(gate.Closing.IsCancellationRequested, listening);
        }
        finally
        {
            gate.Leave();
        }
    }
}
