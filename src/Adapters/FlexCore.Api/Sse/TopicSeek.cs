using System.Globalization;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Journal;

namespace FlexCore.Api.Sse;

/// <summary>Finds where in an event topic a client goes on. Clients know record numbers; the topic knows positions.</summary>
/// <param name="topics">The topics.</param>
internal sealed class TopicSeek(IEventTopics topics)
{
    /// <summary>The header that a client sends when it comes back.</summary>
    public const string LastEventId = "Last-Event-ID";

    /// <summary>Where the client of a request goes on: behind its last record, or at the end when it names none.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="fromStart">Whether a client without a last record begins at the first one.</param>
    /// <exception cref="ProblemException">The record number is none, or is ahead of the topic.</exception>
    public async Task<TopicPlace> FindAsync(ApiExchange exchange, string topic, bool fromStart = false)
    {
        var end = await topics.GetEndAsync(exchange.Security, topic, null, exchange.Aborted);
        if (!exchange.Http.Request.Headers.TryGetValue(LastEventId, out var header) || header.ToString().Length == 0)
        {
            return fromStart ? new TopicPlace(0, 0) : new TopicPlace(end.Position, end.Records);
        }

        var text = header.ToString();
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var record))
        {
            throw Bad($"The Last-Event-ID '{Shown.Of(text)}' is not the number of a record. Send the id of the last event you have seen, or leave the header out.");
        }

        return record <= end.Records
            ? await FindAsync(exchange, topic, record, end)
            : throw Bad($"The Last-Event-ID {record} is ahead of topic '{topic}', which has {end.Records} records. It belongs to another topic or data folder: leave the header out.");
    }

    /// <summary>The place behind a record, found by halving: positions and record numbers grow together.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="record">The record; at most the last one.</param>
    /// <param name="end">The end of the topic.</param>
    public async Task<TopicPlace> FindAsync(ApiExchange exchange, string topic, long record, EventTopicEnd end)
    {
        if (record == end.Records)
        {
            return new TopicPlace(end.Position, record);
        }

        // Reading behind 'low' never skips the record after the wanted one; reading behind 'high' does.
        var (low, high) = (0L, end.Position);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            var batch = await ReadBehindAsync(exchange, topic, middle);
            if (batch is not null && batch.FirstRecord <= record + 1)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return new TopicPlace(low, record);
    }

    // Behind a position whose records are gone the next ones are the first that are left.
    private async Task<EventTopicBatch?> ReadBehindAsync(ApiExchange exchange, string topic, long position)
    {
        try
        {
            return await topics.ReadAsync(exchange.Security, topic, position, exchange.Aborted);
        }
        catch (ScavengedException gone)
        {
            return await topics.ReadAsync(exchange.Security, topic, gone.First - 1, exchange.Aborted);
        }
    }

    private static ProblemException Bad(string detail) => new(new Problem(ProblemCodes.BadCursor, detail) { Field = LastEventId });
}
