using System.Buffers;
using System.Text.Json;
using FlexCore.Api.Limits;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.Sse;
using FlexCore.Application.EventTopics;

namespace FlexCore.Api.V1;

/// <summary>Reads a part of an event topic as lines.</summary>
/// <param name="topics">The topics.</param>
/// <param name="seek">Finds places.</param>
/// <param name="options">The largest part.</param>
internal sealed class TopicReader(IEventTopics topics, TopicSeek seek, ApiOptions options)
{
    private const int LimitDefault = 100;

    /// <summary>The parameters of reading.</summary>
    public static IReadOnlyList<RouteParameter> Parameters { get; } =
    [
        RouteParameter.Query("after", "The number of the record behind which to read. The default is 0, the beginning.", "integer"),
        RouteParameter.Query("limit", "The most records to answer, 1 to flexcore.api.page-size-max. The default is 100.", "integer"),
    ];

    /// <summary>Answers with records.</summary>
    /// <param name="exchange">The request.</param>
    public async Task ReadAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, Parameters);
        var after = PageReader.Number(exchange, "after", 0, 0, long.MaxValue);
        var limit = PageReader.Number(exchange, "limit", Math.Min(LimitDefault, options.PageSizeMax), 1, options.PageSizeMax);
        var name = exchange.Route("name");
        var end = await topics.GetEndAsync(exchange.Security, name, null, exchange.Aborted);
        var response = exchange.Http.Response;
        response.ContentType = "application/x-ndjson";
        response.Headers.CacheControl = "no-store";
        if (after >= end.Records)
        {
            return;
        }

        var place = await seek.FindAsync(exchange, name, after, end);
        var (position, last) = (place.Position, Math.Min(end.Records, after + limit));
        while (await topics.ReadAsync(exchange.Security, name, position, exchange.Aborted) is { } batch && batch.FirstRecord <= last)
        {
            Write(response.BodyWriter, batch, after, last);
            await response.BodyWriter.FlushAsync(exchange.Aborted);
            position = batch.Position;
        }
    }

    private static void Write(IBufferWriter<byte> target, EventTopicBatch batch, long after, long last)
    {
        using var json = new Utf8JsonWriter(target);
        var rest = batch.Lines.Span;
        for (var record = batch.FirstRecord; !rest.IsEmpty && record <= last; record++)
        {
            var end = rest.IndexOf((byte)'\n');
            if (record > after)
            {
                json.WriteStartObject();
                json.WriteNumber("record", record);
                json.WriteString("at", batch.At);
                json.WritePropertyName("value");
                json.WriteRawValue(rest[..end], skipInputValidation: true);
                json.WriteEndObject();
                json.Flush();
                json.Reset();
                target.Write("\n"u8);
            }

            rest = rest[(end + 1)..];
        }
    }
}
