using FlexCore.Api.Limits;
using FlexCore.Api.Metrics;
using FlexCore.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace FlexCore.Api.Sse;

/// <summary>Serves event streams: events as they come, signs of life between them, an end when the client or the host goes.</summary>
/// <remarks>
/// Each connection is one loop on the request's flow: it reads the next item only after the last one was handed to the client's connection, so a slow client
/// holds back its own source and nothing piles up. What stays open behind a connection is closed before its request ends.
/// </remarks>
/// <param name="gate">Bounds how many are open.</param>
/// <param name="options">Heartbeat and time-outs.</param>
/// <param name="clock">Sets the pace of heartbeats.</param>
/// <param name="instruments">Count slow clients.</param>
/// <param name="logger">Where slow clients are noted.</param>
internal sealed class SseConnections(SseGate gate, ApiOptions options, TimeProvider clock, ApiInstruments instruments, ILogger<SseConnections> logger)
{
    /// <summary>Serves one client until it or the host goes, or the source ends.</summary>
    /// <typeparam name="T">What comes from the source.</typeparam>
    /// <param name="exchange">The request; its answer has not started.</param>
    /// <param name="open">Opens the source.</param>
    /// <param name="feed">Writes its items.</param>
    public async Task ServeAsync<T>(ApiExchange exchange, Func<CancellationToken, IAsyncEnumerable<T>> open, ISseFeed<T> feed)
    {
        gate.Enter();
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(exchange.Aborted, gate.Closing);
            Begin(exchange.Http);
            var writer = new SseWriter(exchange.Http.Response.BodyWriter, options.SseWriteTimeout, clock);
            await ServeAsync(exchange, new SseSource<T>(open(stop.Token), stop), writer, feed);
        }
        finally
        {
            gate.Leave();
        }
    }

    private async Task ServeAsync<T>(ApiExchange exchange, SseSource<T> source, SseWriter writer, ISseFeed<T> feed)
    {
        await using (source)
        {
            try
            {
                using var heartbeats = new PeriodicTimer(options.SseHeartbeat, clock);
                feed.WriteHello(writer);
                await writer.FlushAsync(source.Stopped);
                await LoopAsync(source, writer, feed, heartbeats);
            }
            catch (OperationCanceledException)
            {
                // The client has gone or the host stops: both are how an event stream ends.
                return;
            }
            catch (SlowClientException slow)
            {
                instruments.CountSlow();
                SseLog.Slow(logger, exchange.Http.Request.Path, exchange.CorrelationId, slow.Message);
                exchange.Http.Abort();
            }
        }
    }

    private static async Task LoopAsync<T>(SseSource<T> source, SseWriter writer, ISseFeed<T> feed, PeriodicTimer heartbeats)
    {
        var next = source.NextAsync();
        var tick = heartbeats.WaitForNextTickAsync(source.Stopped).AsTask();
        while (true)
        {
            if (!next.IsCompleted)
            {
                await writer.FlushAsync(source.Stopped);
                await Task.WhenAny(next, tick);
            }

            if (tick.IsCompleted)
            {
                await tick;
                feed.WriteHeartbeat(writer);
                await writer.FlushAsync(source.Stopped);
                tick = heartbeats.WaitForNextTickAsync(source.Stopped).AsTask();
            }

            if (next.IsCompleted)
            {
                if (!await next)
                {
                    return;
                }

                await feed.WriteAsync(writer, source.Current, source.Stopped);
                await writer.FlushIfFullAsync(source.Stopped);
                next = source.NextAsync();
            }
        }
    }

    private static void Begin(HttpContext http)
    {
        // The body rate guards against slow senders; an event stream is idle by nature.
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (http.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }
}
