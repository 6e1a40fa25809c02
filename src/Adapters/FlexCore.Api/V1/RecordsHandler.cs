using System.Buffers;
using System.Buffers.Text;
using FlexCore.Api.Ingest;
using FlexCore.Api.Limits;
using FlexCore.Api.Metrics;
using FlexCore.Api.Requests;
using FlexCore.Application.EventTopics;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.V1;

/// <summary>Takes records into an event topic: read, check, frame, append, answer after commit. The busiest path of a node.</summary>
/// <param name="topics">Where the records go.</param>
/// <param name="options">The bounds.</param>
/// <param name="instruments">Count records.</param>
internal sealed class RecordsHandler(IEventTopics topics, ApiOptions options, ApiInstruments instruments)
{
    private const int ReceiptBytesMax = 128;
    private readonly IngestLimits _limits = IngestLimits.Of(options);

    /// <summary>Takes a request's records.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="topic">The topic.</param>
    public async Task TakeAsync(ApiExchange exchange, string topic)
    {
        var request = exchange.Http.Request;
        var format = MediaTypes.FormatOf(request.ContentType);
        var gzip = MediaTypes.IsGzip(request);
        var key = exchange.IdempotencyKey;
        var bytes = await BodyReader.ReadAsync(request, options.BodyBytesMax, exchange.Aborted);
        if (gzip)
        {
            bytes = GzipBody.Inflate(bytes, options);
        }

        var framed = RecordFramer.Frame(bytes, format, _limits);
        if (framed.Problem is { } problem)
        {
            bytes.Return();
            await exchange.RefuseAsync(problem);
            return;
        }

        var append = new EventTopicAppend(exchange.Security, topic, bytes.Memory(framed.Length), framed.Count, exchange.CorrelationId) { IdempotencyKey = key };

        // A client that goes away must not keep the answer from being awaited: after a cancelled wait the append may still read the memory.
        var reply = await topics.AppendAsync(append, CancellationToken.None);
        bytes.Return();
        if (reply.Refusal is { } refusal)
        {
            await exchange.RefuseAsync(JsonAnswer.Refused(refusal));
            return;
        }

        instruments.CountRecords(framed.Count);
        Write(exchange.Http.Response, framed.Count, reply);
    }

    private static void Write(HttpResponse response, int accepted, EventTopicReply reply)
    {
        Span<byte> receipt = stackalloc byte[ReceiptBytesMax];
        var length = Append(receipt, 0, "{\"accepted\":"u8, accepted);
        length = Append(receipt, length, ",\"position\":"u8, reply.Position);
        length = Append(receipt, length, ",\"lastRecord\":"u8, reply.LastRecord);
        receipt[length++] = (byte)'}';
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = MediaTypes.Json;
        response.ContentLength = length;
        response.BodyWriter.Write(receipt[..length]);
    }

    private static int Append(Span<byte> target, int at, ReadOnlySpan<byte> name, long value)
    {
        name.CopyTo(target[at..]);
        Utf8Formatter.TryFormat(value, target[(at + name.Length)..], out var digits);
        return at + name.Length + digits;
    }
}
